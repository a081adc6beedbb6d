-- api-version: 1
-- Tens of milliseconds of work and 8 MiB of tables: never refused.

local total, kept = 0, {}
for i = 1, 2000000 do total = total + i % 7 end
for i = 1, 100 do
  local row = {}
  for k = 1, 5000 do row[k] = k * i end
  kept[i] = row
end

return {
  id = "heavy",
  title = "Heavy" .. (total > 0 and "" or #kept),
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
