-- api-version: 1
local s = ("x"):rep(1000000):rep(1000000)
-- expect-any 2: a string may have at most
