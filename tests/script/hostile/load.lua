-- api-version: 1
local f = load("\27Lua")
-- expect-any 2: 'load' is not available to scripts
