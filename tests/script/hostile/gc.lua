-- api-version: 1
setmetatable({}, { __gc = function() while true do end end })
-- expect-any 2: '__gc' is not available to scripts
