-- api-version: 1
local t = { "x" }
for i = 1, 14 do t = { t, t, t, t } end
return { tags = t }
-- expect-any 0: the file returns more than 20000 values; make it smaller
-- expect-any 0: tables are nested deeper than 16
