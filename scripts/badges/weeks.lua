-- api-version: 1
--
-- Full weeks: five days of practice from Monday to Sunday. They are counted for life and need not follow each other.

-- A file is run anew for each history, so what one badge has counted serves the next.
local known

local function full_weeks(history)
  if known then return known end
  known = 0
  local start, days = nil, 0
  for _, day in pairs(history.days) do
    local number = day.day
    if not start or number >= start + 7 then start, days = date.week_start(number), 0 end
    days = days + 1
    if days == 5 then known = known + 1 end
  end
  return known
end

local function weeks(goal)
  return function(history)
    local done = math.min(goal, full_weeks(history))
    return done, goal, done .. " of " .. goal .. " weeks"
  end
end

return {
  {
    id = "four-full-weeks",
    title = "Four full weeks",
    words = "Four weeks with five days of practice each.",
    emblem = {
      { form = "leaf", tone = "green", x = 0, y = 0.38, size = 0.62 },
      { form = "leaf", tone = "green", x = -0.38, y = 0, size = 0.62, turn = 90 },
      { form = "leaf", tone = "green", x = 0, y = -0.38, size = 0.62, turn = 180 },
      { form = "leaf", tone = "green", x = 0.38, y = 0, size = 0.62, turn = -90 },
      { form = "disc", tone = "sun", x = 0, y = 0, size = 0.3 },
    },
    progress = weeks(4),
  },
  {
    id = "twelve-full-weeks",
    title = "A season of weeks",
    words = "Twelve full weeks: long enough for a body to notice.",
    emblem = {
      { form = "ring", tone = "green", x = 0, y = 0, size = 1.5 },
      { form = "leaf", tone = "green", x = -0.28, y = 0.05, size = 0.8, turn = 35 },
      { form = "leaf", tone = "green", x = 0.28, y = 0.05, size = 0.8, turn = -35 },
      { form = "drop", tone = "cool", x = 0, y = -0.35, size = 0.3 },
    },
    progress = weeks(12),
  },
  {
    id = "half-a-year-of-weeks",
    title = "Half a year of weeks",
    words = "Twenty-six full weeks.",
    emblem = {
      { form = "hill", tone = "green", x = -0.25, y = -0.45, size = 1.2 },
      { form = "hill", tone = "cool", x = 0.3, y = -0.5, size = 1 },
      { form = "disc", tone = "sun", x = 0, y = 0.22, size = 0.6 },
      { form = "arc", tone = "sun", x = 0, y = 0.22, size = 1.1 },
    },
    progress = weeks(26),
  },
  {
    id = "a-year-of-weeks",
    title = "A year of weeks",
    words = "Fifty-two full weeks, over however many years.",
    emblem = {
      { form = "ring", tone = "sun", x = 0, y = 0, size = 1.7 },
      { form = "ring", tone = "green", x = 0, y = 0, size = 1.3 },
      { form = "ring", tone = "cool", x = 0, y = 0, size = 0.9 },
      { form = "star", tone = "sun", x = 0, y = 0, size = 0.55 },
    },
    progress = weeks(52),
  },
}
