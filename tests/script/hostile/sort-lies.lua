-- api-version: 1
local t = {}
for i = 1, 200000 do t[i] = i end
local n = 0
table.sort(t, function() n = n + 1 return n % 2 == 0 end)
while true do end
-- expect-any 5: invalid order function
-- expect-any 5: ran longer than 500 ms
-- expect-any 5: did not end in time
-- expect-any 6: ran longer than 500 ms
-- expect-any 6: did not end in time
