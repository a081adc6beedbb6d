-- api-version: 1
local code = string.dump(function() end)
-- expect-any 2: attempt to call a nil value (field 'dump')
