-- api-version: 1
local s = string.format("%99999d", 1)
-- expect-any 2: invalid conversion
-- expect-any 2: invalid format
