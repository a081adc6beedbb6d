-- api-version: 1
local keep = {}
local ok = true
for round = 1, 200 do
  local mt = {}
  local t = setmetatable({}, mt)
  mt.__mode = "k"
  for i = 1, 200 do t[{}] = { mt } end
  keep[round % 10 + 1] = t
end
local eaten = {}
for i = 1, 10000000 do eaten[i] = setmetatable({ i }, { __mode = "v" }) end
error("survived")
-- expect-any 12: needs more than 32 MiB
-- expect-any *: broke the script worker
-- expect-any *: ran longer
-- expect-any *: did not end
