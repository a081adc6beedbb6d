-- api-version: 1
local s = string.rep("", 1000000, ("x"):rep(1000))
-- expect-any 2: a string may have at most
