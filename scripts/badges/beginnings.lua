-- api-version: 1
--
-- First times: a set, both stretches, a week, a word about the back.

-- Whether any day of the history has the routine.
local function practised(history, id)
  for _, routine in ipairs(history.routines) do
    if routine.id == id then return 1 end
  end
  return 0
end

-- The most days with practice in any week, Monday to Sunday.
local function fullest_week(history)
  local most, start, days = 0, nil, 0
  for _, day in pairs(history.days) do
    local number = day.day
    if not start or number >= start + 7 then start, days = date.week_start(number), 0 end
    days = days + 1
    if days > most then most = days end
  end
  return most
end

-- Days on which the back's feeling was told before and after.
local function days_told(history)
  local n = 0
  for _, day in pairs(history.days) do
    if day.before and day.after then n = n + 1 end
  end
  return n
end

return {
  {
    id = "first-set",
    title = "Lying down",
    words = "Your first finished set.",
    emblem = {
      { form = "hill", tone = "cool", x = 0, y = -0.5, size = 1.5 },
      { form = "figure", tone = "pale", x = 0, y = -0.02, size = 1.25 },
      { form = "disc", tone = "sun", x = 0.38, y = 0.5, size = 0.36 },
    },
    progress = function(history) return history.totals.sets > 0 end,
  },
  {
    id = "both-stretches",
    title = "Both ways",
    words = "The overhead reach and the elbow lowering, both practised.",
    emblem = {
      { form = "arc", tone = "warm", x = 0, y = 0.3, size = 1.3 },
      { form = "figure", tone = "pale", x = 0, y = 0, size = 0.9 },
      { form = "arc", tone = "cool", x = 0, y = -0.36, size = 1.1, turn = 180 },
    },
    progress = function(history)
      local done = practised(history, "overhead-reach") + practised(history, "elbow-lowering")
      return done, 2, done .. " of 2 stretches"
    end,
  },
  {
    id = "three-in-a-week",
    title = "A week with a rhythm",
    words = "Practice on three days of one week.",
    emblem = {
      { form = "leaf", tone = "green", x = -0.42, y = -0.05, size = 0.8, turn = 30 },
      { form = "leaf", tone = "green", x = 0.42, y = -0.05, size = 0.8, turn = -30 },
      { form = "leaf", tone = "green", x = 0, y = 0.12, size = 0.9 },
    },
    progress = function(history)
      local done = math.min(3, fullest_week(history))
      return done, 3, done .. " of 3 days"
    end,
  },
  {
    id = "first-full-week",
    title = "A full week",
    words = "Practice on five days of one week, with two days of rest.",
    emblem = {
      { form = "leaf", tone = "green", x = -0.52, y = -0.22, size = 0.5, turn = 60 },
      { form = "leaf", tone = "green", x = -0.32, y = 0.22, size = 0.5, turn = 30 },
      { form = "leaf", tone = "green", x = 0, y = 0.4, size = 0.5 },
      { form = "leaf", tone = "green", x = 0.32, y = 0.22, size = 0.5, turn = -30 },
      { form = "leaf", tone = "green", x = 0.52, y = -0.22, size = 0.5, turn = -60 },
      { form = "moon", tone = "pale", x = 0, y = -0.3, size = 0.5 },
    },
    progress = function(history)
      local done = math.min(5, fullest_week(history))
      return done, 5, done .. " of 5 days"
    end,
  },
  {
    id = "told-before-and-after",
    title = "How it feels",
    words = "You told how your back felt before and after.",
    emblem = {
      { form = "disc", tone = "cool", x = -0.36, y = 0.16, size = 0.6 },
      { form = "disc", tone = "warm", x = 0.36, y = 0.16, size = 0.6 },
      { form = "wave", tone = "pale", x = 0, y = -0.34, size = 1.2 },
    },
    progress = function(history) return days_told(history) > 0 end,
  },
  {
    id = "told-on-ten-days",
    title = "Knowing your back",
    words = "Before and after told on ten days: now the picture over time means something.",
    emblem = {
      { form = "wave", tone = "cool", x = 0, y = -0.28, size = 1.4 },
      { form = "wave", tone = "warm", x = 0, y = 0.12, size = 1.4 },
      { form = "disc", tone = "sun", x = 0.46, y = 0.5, size = 0.3 },
    },
    progress = function(history)
      local done = math.min(10, days_told(history))
      return done, 10, done .. " of 10 days"
    end,
  },
}
