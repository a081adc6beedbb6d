-- api-version: 1
local where = tostring(print) .. tostring({}) .. string.format("%s", print)
assert(not where:find("0x"), "an address")
string.format("%p", {})
-- expect-any 4: bad argument #1 to 'format' ('%p' is not available
