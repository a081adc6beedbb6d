-- api-version: 1
--
-- The rule that Supine starts with: weeks in a row with at least five days of practice.
--
-- A week begins on Monday. Two of its days are for rest. Four full weeks earn a spare week; at most two are kept,
-- and one is used by itself for a week with fewer days. Days away, and dates that only travel took away, ask for
-- nothing. The week that is running never ends a run. A day is a day, however often you practise on it.

local NEED = 5 -- days
local EARN = 4 -- full weeks for a spare week
local KEEP = 2 -- spare weeks at most

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

-- Days of a week without practice that ask for nothing.
local function excused_days(history, week)
  local n = 0
  for day = week.start, week.start + 6 do
    if history.excused(day) and not history.on(day) then n = n + 1 end
  end
  return n
end

-- How many days a week asks for; a week away may ask for none.
local function need_of(history, week) return math.max(0, NEED - excused_days(history, week)) end

-- Walks through the weeks and says of each what it was. Returns the run, the best run, the spare weeks that are kept
-- and the place of the run's first week.
local function walk(history, weeks)
  local run, best, credit, first = 0, 0, 0, 1 -- credit: full weeks towards spare weeks
  for place, week in ipairs(weeks) do
    local need = week.days < NEED and need_of(history, week) or NEED
    if week.days > 0 and week.days >= need then
      week.kind, run, credit = "full", run + 1, math.min(credit + 1, EARN * KEEP)
    elseif need == 0 then
      week.kind = "away"
    elseif place == #weeks then
      week.kind = "open"
    elseif credit >= EARN then
      week.kind, credit = "frozen", credit - EARN
    else
      week.kind, run, credit, first = "short", 0, 0, place + 1
    end
    best = math.max(best, run)
  end
  return run, best, credit // EARN, first
end

-- The seven leaves of this week. Rest days that are over come first; the others wait at the week's end.
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
    if rest > 0 and leaves[i] == "open" and start + i - 1 >= history.today then leaves[i], rest = "rest", rest - 1 end
  end
  return start, leaves
end

local function describe(week)
  if week.kind == "frozen" then return "kept by a spare week" end
  if week.kind == "away" then return "away" end
  return counted(week.days, "day of 7", "days of 7")
end

local function spans_of(weeks, first)
  local spans = {}
  for place = #weeks, first, -1 do
    local week = weeks[place]
    if #spans == 400 then break end
    if week.kind ~= "open" or week.days > 0 then
      spans[#spans + 1] = { from = week.start, to = week.start + 6, note = describe(week) }
    end
  end
  return spans
end

local function headline_of(run, best, weeks)
  if #weeks == 0 then return "Welcome. Begin whenever it suits you." end
  if run > 0 then return counted(run, "week in a row", "weeks in a row") end
  if weeks[#weeks].days == 0 then return "A fresh week, whenever it suits you" end
  return best > 0 and "A new run is growing" or "Your first week is growing"
end

local function week_words_of(history, week)
  local days, need = week and week.days or 0, week and need_of(history, week) or NEED
  if need == 0 and days == 0 then return "You are away: this week asks for nothing" end
  if days > 0 and days >= need then return "This week is full: " .. counted(days, "day", "days") end
  return days .. " of " .. need .. " days this week"
end

local function add_week(lines, week)
  if week.kind == "frozen" then
    lines[#lines + 1] = "A spare week kept your run in the week of " .. date.text(week.start) .. "."
  elseif week.kind == "away" then
    lines[#lines + 1] = "You were away in the week of " .. date.text(week.start) .. "; it asked for nothing."
  elseif week.days > 0 then
    lines[#lines + 1] = "You practised on " .. counted(week.days, "day", "days") .. " in the week of " ..
      date.text(week.start) .. "."
  end
end

local function lines_of(history, weeks, run, best, first, freezes)
  if #weeks == 0 then
    return {
      "It is good that you are here. One finished set makes a day, and five days make a week.",
      "Two days of every week are for rest.",
    }
  end
  local lines = { "A week is full when you practise on " .. NEED .. " of its 7 days. Two days are for rest." }
  if run > 1 then
    lines[#lines + 1] = run .. " weeks have been full since the week of " .. date.text(weeks[first].start, true) .. "."
  end
  for place = #weeks, math.max(first, #weeks - 3), -1 do add_week(lines, weeks[place]) end
  if freezes > 0 then
    lines[#lines + 1] = "You have " .. counted(freezes, "spare week", "spare weeks") ..
      ". One is used by itself for a week with fewer days."
  elseif run > 0 then
    lines[#lines + 1] = "Four full weeks earn a spare week, for a week that has fewer days."
  end
  if best > run then
    lines[#lines + 1] = "Your best run is " .. counted(best, "full week", "full weeks") .. ". It stays yours."
  end
  lines[#lines + 1] = "Practising more than once on a day is welcome, and counts as one day."
  return lines
end

local function state(history)
  local weeks = weeks_of(history)
  local run, best, freezes, first = walk(history, weeks)
  while weeks[first] and weeks[first].days == 0 and first < #weeks do first = first + 1 end
  local start, leaves = leaves_of(history)
  return {
    count = run,
    best = best,
    headline = headline_of(run, best, weeks),
    best_words = best > 0 and "Best run: " .. counted(best, "week", "weeks") or "",
    freezes = freezes,
    week_start = start,
    week = leaves,
    week_words = week_words_of(history, weeks[#weeks]),
    lines = lines_of(history, weeks, run, best, first, freezes),
    spans = spans_of(weeks, first),
  }
end

return {
  id = "weeks",
  title = "Five days a week",
  summary = "Weeks in a row with at least five days of practice. Two days of each week are for rest.",
  state = state,
}
