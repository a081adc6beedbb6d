-- api-version: 1
local s = "x"
while true do s = s .. s end
-- expect-any 3: needs more than 32 MiB
