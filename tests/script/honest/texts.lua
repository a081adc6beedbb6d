-- api-version: 1
-- A megabyte of text put together in the usual ways.

local parts = {}
for i = 1, 20000 do parts[i] = string.format("%05d, %s\n", i, ("x"):rep(40)) end
local long = table.concat(parts)
local found = 0
for number in long:sub(1, 60000):gmatch("%d+") do found = found + #number end
table.sort(parts, function(a, b) return a > b end)
local ok, message = pcall(error, "caught")

return {
  id = "texts",
  title = ok and "" or message .. " " .. found .. " " .. utf8.len("ü") .. tostring({}) .. math.random(3),
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
