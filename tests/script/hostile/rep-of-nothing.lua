-- api-version: 1
local s = string.rep("", math.maxinteger)
-- expect-any 2: bad argument #2 to 'rep' (at most 1000000 times)
