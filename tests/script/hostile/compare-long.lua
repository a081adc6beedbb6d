-- api-version: 1
local a, b = ("x"):rep(1000000), ("x"):rep(999999) .. "y"
local n = 0
while true do if a < b then n = n + 1 end end
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 4: ran longer than 500 ms
-- expect-any 4: did not end in time
