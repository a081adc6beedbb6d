-- api-version: 1
local s = ("a"):rep(60000)
s:gsub("a", ("b"):rep(10000))
-- expect-any 3: needs more than 32 MiB
-- expect-any 3: a string may have at most
