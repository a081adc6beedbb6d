-- api-version: 1
local t = {}
while true do
  pcall(function() for i = 1, 1000000 do t[#t + 1] = { i } end end)
end
-- expect-any 4: needs more than 32 MiB
-- expect-any 4: ran longer than 500 ms
-- expect-any 4: did not end in time
