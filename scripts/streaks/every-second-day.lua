-- api-version: 1
--
-- Days of practice with at most one day of rest between them: as much rest as practice.
--
-- Days away, and dates that only travel took away, lie between two days without ending a run. Today never ends one.

local GAP = 1 -- days without practice that may lie between two with it

local function counted(n, one, many) return n == 1 and "1 " .. one or n .. " " .. many end

-- Whether more than GAP days between two days asked for practice.
local function too_far(history, from, to)
  local asked = 0
  for day = from + 1, to - 1 do
    if not history.excused(day) then asked = asked + 1 end
    if asked > GAP then return true end
  end
  return false
end

-- The runs of days: first, last and how many days with practice. The last one is the run of now, if it still goes on.
local function runs_of(history)
  local runs, run = {}, nil
  for _, day in pairs(history.days) do
    local number = day.day
    if number > history.today then break end
    if run and not too_far(history, run.last, number) then
      run.last, run.days = number, run.days + 1
    else
      run = { first = number, last = number, days = 1 }
      runs[#runs + 1] = run
    end
  end
  return runs
end

-- A day after practice is for rest.
local function leaves_of(history)
  local start, leaves, done = date.week_start(history.today), {}, 0
  for i = 1, 7 do
    local day = start + i - 1
    if history.on(day) then
      leaves[i], done = "done", done + 1
    elseif history.excused(day) then
      leaves[i] = "away"
    else
      leaves[i] = history.on(day - 1) and "rest" or "open"
    end
  end
  return start, leaves, done
end

local function headline_of(count, runs)
  if #runs == 0 then return "Welcome. Begin whenever it suits you." end
  if count == 0 then return "A fresh day, whenever it suits you" end
  return counted(count, "day, rest between", "days, rest between")
end

local function lines_of(history, run, runs, best)
  if #runs == 0 then
    return { "It is good that you are here. One finished set makes a day.", "Rest is part of practice." }
  end
  local lines = { "A day with a finished set counts; up to one day of rest may lie between two of them." }
  if not run then
    lines[#lines + 1] = "You last practised on " .. date.text(runs[#runs].last, true) ..
      ". The next set begins a new run."
  elseif run.days == 1 then
    lines[#lines + 1] = "You practised on " .. date.text(run.last, true) .. "."
  else
    lines[#lines + 1] = "You practised on " .. run.days .. " days from " .. date.text(run.first, true) .. " to " ..
      date.text(run.last, true) .. "."
  end
  if history.excused(history.today) then lines[#lines + 1] = "You are away: today asks for nothing." end
  if best > (run and run.days or 0) then
    lines[#lines + 1] = "Your best run is " .. counted(best, "day", "days") .. ". It stays yours."
  end
  lines[#lines + 1] = "Practising more than once on a day is welcome, and counts as one day."
  return lines
end

local function state(history)
  local runs, best = runs_of(history), 0
  for _, run in ipairs(runs) do best = math.max(best, run.days) end
  local run = runs[#runs]
  if run and too_far(history, run.last, history.today) then run = nil end
  local start, leaves, done = leaves_of(history)
  local count = run and run.days or 0
  return {
    count = count,
    best = best,
    headline = headline_of(count, runs),
    best_words = best > 0 and "Best run: " .. counted(best, "day", "days") or "",
    week_start = start,
    week = leaves,
    week_words = counted(done, "day", "days") .. " this week",
    lines = lines_of(history, run, runs, best),
    spans = run and { { from = run.first, to = run.last, note = counted(run.days, "day", "days") } } or {},
  }
end

return {
  id = "every-second-day",
  title = "Every second day",
  summary = "Days of practice with at most one day of rest between them.",
  state = state,
}
