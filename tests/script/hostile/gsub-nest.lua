-- api-version: 1
local function again(s) return (s:gsub(".", again)) end
again("x")
-- expect-any 2: stack overflow
-- expect-any 2: C stack overflow
-- expect-any 2: error in error handling
