-- api-version: 1
local routine = { id = "sample" }
-- expect 0: the file must end with return { ... }
