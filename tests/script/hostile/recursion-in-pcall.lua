-- api-version: 1
local function down() return pcall(down) end
local n = 0
while true do n = n + 1 down() end
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
-- expect-any 4: ran longer than 500 ms
-- expect-any 4: did not end in time
-- expect-any 2: error in error handling
