-- api-version: 1
local mt = {}
for i = 1, 10000 do setmetatable({}, mt) end
mt.__gc = function() while true do end end
for i = 1, 100000 do local t = {} end
error("survived")
-- expect-any 6: survived
