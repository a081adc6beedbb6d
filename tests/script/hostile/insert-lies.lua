-- api-version: 1
local t = setmetatable({}, { __len = function() return math.maxinteger - 1 end })
table.insert(t, 1, 0)
-- expect-any 3: bad argument #1 to 'insert' (a table without a metatable is needed)
