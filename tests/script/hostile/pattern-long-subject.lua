-- api-version: 1
local s = ("a"):rep(70000)
local n = s:find("b")
-- expect-any 3: bad argument #1 to 'find' (too long to search
-- expect-any 3: calling 'find' on bad self (too long to search
