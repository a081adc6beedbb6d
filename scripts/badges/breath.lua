-- api-version: 1
--
-- Breathing: slowly, and again and again.

local SLOW = 10 -- seconds for in and out together: six breaths a minute
local SLOWER = 12

local function days_with(history, seconds)
  local n = 0
  for _, day in pairs(history.days) do
    if day.slowest_breath >= seconds - 0.01 then n = n + 1 end
  end
  return n
end

local function breaths(goal)
  return function(history)
    local done = math.min(goal, history.totals.breaths)
    return done, goal, done .. " of " .. goal .. " breaths"
  end
end

return {
  {
    id = "slow-breath",
    title = "Six a minute",
    words = "A set at ten seconds a breath or slower.",
    emblem = {
      { form = "wave", tone = "cool", x = 0, y = 0, size = 1.5 },
      { form = "disc", tone = "sun", x = 0, y = 0.36, size = 0.34 },
    },
    progress = function(history) return days_with(history, SLOW) > 0 end,
  },
  {
    id = "ten-slow-days",
    title = "Unhurried",
    words = "Ten days with a set at ten seconds a breath or slower.",
    emblem = {
      { form = "wave", tone = "cool", x = 0, y = 0.34, size = 1.2 },
      { form = "wave", tone = "cool", x = 0, y = 0, size = 1.5 },
      { form = "wave", tone = "cool", x = 0, y = -0.34, size = 1.2 },
    },
    progress = function(history)
      local done = math.min(10, days_with(history, SLOW))
      return done, 10, done .. " of 10 days"
    end,
  },
  {
    id = "very-slow-breath",
    title = "Like the tide",
    words = "A set at twelve seconds a breath, where that is comfortable for you.",
    emblem = {
      { form = "moon", tone = "pale", x = 0.1, y = 0.34, size = 0.62 },
      { form = "wave", tone = "cool", x = 0, y = -0.25, size = 1.5 },
      { form = "wave", tone = "dark", x = 0, y = -0.5, size = 1.2 },
    },
    progress = function(history) return days_with(history, SLOWER) > 0 end,
  },
  {
    id = "thousand-breaths",
    title = "A thousand breaths",
    words = "A thousand guided breaths.",
    emblem = {
      { form = "drop", tone = "cool", x = 0, y = 0.14, size = 0.8 },
      { form = "arc", tone = "pale", x = 0, y = -0.4, size = 0.9, turn = 180 },
      { form = "arc", tone = "pale", x = 0, y = -0.5, size = 1.3, turn = 180 },
    },
    progress = breaths(1000),
  },
  {
    id = "ten-thousand-breaths",
    title = "Ten thousand breaths",
    words = "Ten thousand guided breaths.",
    emblem = {
      { form = "ring", tone = "cool", x = 0, y = 0, size = 1.6 },
      { form = "drop", tone = "cool", x = -0.34, y = -0.12, size = 0.5 },
      { form = "drop", tone = "pale", x = 0, y = 0.24, size = 0.6 },
      { form = "drop", tone = "cool", x = 0.34, y = -0.12, size = 0.5 },
    },
    progress = breaths(10000),
  },
}
