-- api-version: 1
error(setmetatable({}, { __tostring = function() while true do end end }))
-- expect-any 2: the error is not a text
