-- api-version: 1
local t = {}
for i = 1, 100 do t[i] = ("x"):rep(1000) end
return { tags = t }
-- expect-any 0: all text together is longer than 64 KiB; shorten it
