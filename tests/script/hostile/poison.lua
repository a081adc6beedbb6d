-- api-version: 1
string.format, string.upper, math.floor, table.concat = nil, nil, nil, nil
rawset(_ENV, "pairs", nil)
setmetatable(string, { __index = function() return error end })
error("poisoned")
-- expect-any 5: poisoned
