-- api-version: 1
local t = {}
setmetatable(t, { __index = function(_, k) return t[k + 1] end })
local x = t[1]
-- expect-any 3: stack overflow
-- expect-any 3: C stack overflow
-- expect-any 4: C stack overflow
-- expect-any 3: error in error handling
