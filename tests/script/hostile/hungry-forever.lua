-- api-version: 1
local function eat() local t = {} for i = 1, 10000000 do t[i] = i end end
while true do pcall(eat) end
-- expect-any 2: needs more than 32 MiB
-- expect-any 3: needs more than 32 MiB
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
