-- api-version: 1
local t = setmetatable({}, { __len = function() return math.maxinteger end, __index = function() return "" end })
table.concat(t)
-- expect-any 3: bad argument #1 to 'concat' (a table without a metatable is needed)
