-- api-version: 1
local ffi = require("ffi")
-- expect-any 2: 'require' is not available to scripts
