-- api-version: 1
local t = { id = "self" }
t.t = t
return t
-- expect-any 0: tables are nested deeper than 16; does one hold itself?
