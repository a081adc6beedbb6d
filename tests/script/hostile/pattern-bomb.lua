-- api-version: 1
local s = ("a"):rep(60000)
return { id = s:find((".-"):rep(60) .. "b") }
-- expect-any 3: did not end in time
-- expect-any 3: malformed pattern
-- expect-any 3: pattern too complex
