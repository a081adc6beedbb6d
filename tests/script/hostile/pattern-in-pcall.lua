-- api-version: 1
local s = ("a"):rep(60000)
while true do pcall(string.match, s, ("a-"):rep(30) .. "b") end
-- expect-any 3: did not end in time
-- expect-any 3: ran longer
