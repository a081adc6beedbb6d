-- api-version: 1
local function closing() return setmetatable({}, { __close = function() return 1, 2, 3 end }) end
local function tail(...) return select("#", ...) end
local function leave(n)
  for i, v in next, { 1, 2, 3 }, nil, closing() do
    if i == n then break end
  end
  return tail(n, n, n, n, n, n, n, n)
end
for i = 1, 100000 do leave(i % 4) end
error("survived")
-- expect-any 11: survived
-- expect-any *: broke the script worker
-- expect-any *: ran longer
-- expect-any *: did not end
