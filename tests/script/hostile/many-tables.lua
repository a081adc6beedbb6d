-- api-version: 1
local t = {}
while true do t[#t + 1] = {} end
-- expect-any 3: needs more than 32 MiB
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
