-- api-version: 1
local f = io.open("/etc/passwd")
-- expect-any 2: 'io' is not available to scripts
