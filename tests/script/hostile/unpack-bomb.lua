-- api-version: 1
local n = select("#", table.unpack({}, 1, 100000000))
-- expect-any 2: too many results to unpack
