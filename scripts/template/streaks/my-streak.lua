-- api-version: 1
--
-- A streak rule to start from. Copy it, change it, then run:  supine check this-file.lua
-- It lies in the folder streaks beside routines; the game offers it under "Why this number?". Choosing a rule never changes what is
-- remembered. Editors that know LuaLS complete the fields with scripts/api in their library path.

-- This one counts weekends with practice, in a row. A weekend away asks for nothing.

-- How many of the two days that begin on a Saturday have practice.
local function practised(history, saturday)
  local n = 0
  for day = saturday, saturday + 1 do
    if history.on(day) then n = n + 1 end -- on: what was done on that day, or nil
  end
  return n
end

-- A rule is a function of the history and of nothing else. Days are numbers; date turns them into words.
local function state(history)
  local start = date.week_start(history.today)
  local run, best, spans = 0, 0, {}
  local first = history.days[1] -- the oldest day with practice, nil while there is none
  if first then
    for monday = date.week_start(first.day), start, 7 do
      local saturday = monday + 5
      local days = practised(history, saturday)
      if days > 0 then
        run = run + 1
        best = math.max(best, run)
        table.insert(spans, 1, { from = saturday, to = saturday + 1, note = days == 2 and "both days" or "one day" })
        spans[401] = nil -- more than 400 are not shown
      elseif monday < start and not (history.excused(saturday) and history.excused(saturday + 1)) then
        run, spans = 0, {} -- the weekend of this week never ends a run: it may be still to come
      end
    end
  end

  local week = {} -- seven leaves: open, done, rest, frozen or away
  for i = 1, 7 do
    local day = start + i - 1
    week[i] = history.on(day) and "done" or history.excused(day) and "away" or i <= 5 and "rest" or "open"
  end

  return {
    count = run,
    best = best,
    headline = run == 1 and "1 weekend" or run > 1 and run .. " weekends in a row" or "A weekend that suits you",
    best_words = best > 0 and "Best run: " .. best or "",
    week_start = start,
    week = week,
    week_words = practised(history, start + 5) .. " of 2 days this weekend",
    lines = { -- sentences that explain the number
      "A weekend counts when you practise on one of its days.",
      "The next one begins on " .. date.text(start + 5) .. ".",
    },
    spans = spans, -- the days that were counted
  }
end

return {
  id = "my-streak", -- small letters, digits and -
  title = "Weekends",
  summary = "Weekends in a row with practice.", -- texts may be by language: { en = "…", de = "…" }
  state = state,
}
