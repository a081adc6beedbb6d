-- api-version: 1
local function nest() return coroutine.wrap(nest)() end
nest()
-- expect-any 2: 'coroutine' is not available to scripts
