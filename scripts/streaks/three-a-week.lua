-- api-version: 1
--
-- Weeks in a row with at least three days of practice, for those who also do other things.
--
-- A week begins on Monday. Days away, and dates that only travel took away, ask for nothing. The week that is running
-- never ends a run. A day is a day, however often you practise on it.

local NEED = 3 -- days

local function counted(n, one, many) return n == 1 and "1 " .. one or n .. " " .. many end

-- All weeks from the first with practice to this one, those without practice as well.
local function weeks_of(history)
  local this, weeks, week = date.week_start(history.today), {}, nil
  local function go_on_to(start)
    for at = week and week.start + 7 or start, start, 7 do
      week = { start = at, days = 0 }
      weeks[#weeks + 1] = week
    end
  end
  for _, day in pairs(history.days) do
    local number = day.day
    if number >= this + 7 then break end
    if not week or number >= week.start + 7 then go_on_to(date.week_start(number)) end
    week.days = week.days + 1
  end
  if week then go_on_to(this) end
  return weeks
end

-- How many days a week asks for. Three of its days are free at any rate; where more than one of the others is excused
-- it asks for fewer, and in a week away for none.
local function need_of(history, week)
  local asked = 0
  for day = week.start, week.start + 6 do
    if history.on(day) or not history.excused(day) then asked = asked + 1 end
  end
  return math.min(NEED, math.max(0, asked - (7 - NEED - 1)))
end

local function walk(history, weeks)
  local run, best, first = 0, 0, 1
  for place, week in ipairs(weeks) do
    local need = week.days < NEED and need_of(history, week) or NEED
    if week.days > 0 and week.days >= need then
      week.kind, run = "full", run + 1
    elseif need == 0 then
      week.kind = "away"
    elseif place == #weeks then
      week.kind = "open"
    else
      week.kind, run, first = "short", 0, place + 1
    end
    best = math.max(best, run)
  end
  return run, best, first
end

-- Days without practice that are over are rest, as many as the week has; the others wait at its end.
local function leaves_of(history)
  local start, leaves, rest = date.week_start(history.today), {}, 7 - NEED
  for i = 1, 7 do
    local day = start + i - 1
    if history.on(day) then
      leaves[i] = "done"
    elseif history.excused(day) then
      leaves[i] = "away"
    elseif day < history.today and rest > 0 then
      leaves[i], rest = "rest", rest - 1
    else
      leaves[i] = "open"
    end
  end
  for i = 7, 1, -1 do
    if rest > 0 and leaves[i] == "open" and start + i - 1 > history.today then leaves[i], rest = "rest", rest - 1 end
  end
  return start, leaves
end

local function spans_of(weeks, first)
  local spans = {}
  for place = #weeks, first, -1 do
    local week = weeks[place]
    if #spans == 400 then break end
    if week.kind == "away" then
      spans[#spans + 1] = { from = week.start, to = week.start + 6, note = "away" }
    elseif week.days > 0 then
      spans[#spans + 1] = { from = week.start, to = week.start + 6, note = counted(week.days, "day of 7", "days of 7") }
    end
  end
  return spans
end

local function headline_of(run, weeks)
  if #weeks == 0 then return "Welcome. Begin whenever it suits you." end
  if run > 0 then return counted(run, "week in a row", "weeks in a row") end
  return weeks[#weeks].days > 0 and "This week is growing" or "A fresh week, whenever it suits you"
end

local function lines_of(weeks, run, first, best)
  if #weeks == 0 then
    return { "It is good that you are here. One finished set makes a day, and three days make a week." }
  end
  local lines = { "A week is full when you practise on " .. NEED .. " of its 7 days." }
  if run > 1 then
    lines[#lines + 1] = run .. " weeks have been full since the week of " .. date.text(weeks[first].start, true) .. "."
  end
  for place = #weeks, math.max(first, #weeks - 3), -1 do
    local week = weeks[place]
    if week.kind == "away" then
      lines[#lines + 1] = "You were away in the week of " .. date.text(week.start) .. "; it asked for nothing."
    elseif week.days > 0 then
      lines[#lines + 1] = "You practised on " .. counted(week.days, "day", "days") .. " in the week of " ..
        date.text(week.start) .. "."
    end
  end
  if best > run then
    lines[#lines + 1] = "Your best run is " .. counted(best, "full week", "full weeks") .. ". It stays yours."
  end
  return lines
end

local function state(history)
  local weeks = weeks_of(history)
  local run, best, first = walk(history, weeks)
  while weeks[first] and weeks[first].days == 0 and first < #weeks do first = first + 1 end
  local start, leaves = leaves_of(history)
  local week = weeks[#weeks]
  local need, days = week and need_of(history, week) or NEED, week and week.days or 0
  local week_words = days .. " of " .. need .. " days this week"
  if days > 0 and days >= need then
    week_words = "This week is full: " .. counted(days, "day", "days")
  elseif need == 0 then
    week_words = "You are away: this week asks for nothing"
  end
  return {
    count = run,
    best = best,
    headline = headline_of(run, weeks),
    best_words = best > 0 and "Best run: " .. counted(best, "week", "weeks") or "",
    week_start = start,
    week = leaves,
    week_words = week_words,
    lines = lines_of(weeks, run, first, best),
    spans = spans_of(weeks, first),
  }
end

return {
  id = "three-a-week",
  title = "Three days a week",
  summary = "Weeks in a row with at least three days of practice.",
  state = state,
}
