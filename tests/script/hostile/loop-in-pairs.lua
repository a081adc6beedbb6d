-- api-version: 1
local t = setmetatable({}, { __pairs = function() return function() return 1 end end })
for _ in pairs(t) do end
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
