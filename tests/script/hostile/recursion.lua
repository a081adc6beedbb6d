-- api-version: 1
local function down() return 1 + down() end
down()
-- expect-any 2: stack overflow
-- expect-any 2: needs more than 32 MiB
