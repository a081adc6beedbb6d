-- api-version: 1
--
-- Times of the day and of the year.

local INTERVALS = 3 -- at most three sessions of a day count; after them rest does more

-- Counts the days that have a session in one of the hours from first to last.
local function days_in(history, first, last)
  local n = 0
  for _, day in pairs(history.days) do
    for _, hour in ipairs(day.hours) do
      if hour >= first and hour <= last then
        n = n + 1
        break
      end
    end
  end
  return n
end

-- How many different parts of the year have practice; part_of says which one a month belongs to.
local function parts_of_year(history, part_of)
  local seen, n = {}, 0
  local after = nil -- the last day of the month that was looked at
  for _, day in pairs(history.days) do
    local number = day.day
    if not after or number > after then
      local _, month, of_month = date.parts(number)
      local part = part_of(month)
      if not seen[part] then seen[part], n = true, n + 1 end
      after = number + 28 - math.min(28, of_month) -- the month has at least 28 days
    end
  end
  return n
end

local function through_the_day(history)
  local most = 0
  for _, day in pairs(history.days) do
    if day.sessions > most then most = math.max(most, math.min(day.sessions, #day.hours)) end
    if most >= INTERVALS then break end
  end
  return math.min(most, INTERVALS)
end

return {
  {
    id = "through-the-day",
    title = "Through the day",
    words = "Three short sessions at three different hours of one day.",
    emblem = {
      { form = "disc", tone = "warm", x = -0.5, y = 0.12, size = 0.32 },
      { form = "disc", tone = "sun", x = 0, y = 0.48, size = 0.42 },
      { form = "moon", tone = "pale", x = 0.5, y = 0.12, size = 0.36 },
      { form = "figure", tone = "pale", x = 0, y = -0.4, size = 1 },
    },
    progress = function(history)
      local done = through_the_day(history)
      return done, INTERVALS, done .. " of 3 in one day"
    end,
  },
  {
    id = "mornings",
    title = "Morning towel",
    words = "Practice in the morning, on five days.",
    emblem = {
      { form = "arc", tone = "sun", x = 0, y = 0.3, size = 1.2 },
      { form = "disc", tone = "sun", x = 0, y = 0.12, size = 0.66 },
      { form = "hill", tone = "cool", x = 0, y = -0.52, size = 1.3 },
    },
    progress = function(history)
      local done = math.min(5, days_in(history, 5, 9))
      return done, 5, done .. " of 5 mornings"
    end,
  },
  {
    id = "evenings",
    title = "Evening towel",
    words = "Practice in the evening, on five days.",
    emblem = {
      { form = "moon", tone = "pale", x = -0.18, y = 0.36, size = 0.6 },
      { form = "star", tone = "sun", x = 0.34, y = 0.5, size = 0.24 },
      { form = "star", tone = "sun", x = 0.56, y = 0.16, size = 0.18 },
      { form = "hill", tone = "dark", x = 0, y = -0.52, size = 1.4 },
    },
    progress = function(history)
      local done = math.min(5, days_in(history, 18, 22))
      return done, 5, done .. " of 5 evenings"
    end,
  },
  {
    id = "four-seasons",
    title = "Four seasons",
    words = "Practice in all four seasons of the year.",
    emblem = {
      { form = "leaf", tone = "green", x = -0.34, y = 0.34, size = 0.55, turn = 45 },
      { form = "disc", tone = "sun", x = 0.36, y = 0.36, size = 0.48 },
      { form = "leaf", tone = "warm", x = 0.36, y = -0.34, size = 0.55, turn = -135 },
      { form = "star", tone = "pale", x = -0.36, y = -0.36, size = 0.5 },
    },
    progress = function(history)
      local done = parts_of_year(history, function(month) return month % 12 // 3 end)
      return done, 4, done .. " of 4 seasons"
    end,
  },
  {
    id = "twelve-months",
    title = "Round the year",
    words = "Practice in each of the twelve months, over however many years.",
    emblem = {
      { form = "ring", tone = "sun", x = 0, y = 0, size = 1.6 },
      { form = "roll", tone = "warm", x = 0, y = 0, size = 0.95 },
    },
    progress = function(history)
      local done = parts_of_year(history, function(month) return month end)
      return done, 12, done .. " of 12 months"
    end,
  },
}
