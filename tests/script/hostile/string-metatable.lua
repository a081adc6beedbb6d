-- api-version: 1
getmetatable("").__index = function() return 1 end
-- expect-any 2: attempt to index a boolean value
