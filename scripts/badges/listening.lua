-- api-version: 1
--
-- Listening to the body: easing off, resting, coming back.

local GAP = 14 -- days after which practice is a coming back

-- Whether some day of practice came after a longer time without. A badge that was earned stays earned.
local function came_back(history)
  if history.badges["welcome-back"] then return true end
  local last
  for _, day in pairs(history.days) do
    local number = day.day
    if last and number - last >= GAP then return true end
    last = number
  end
  return false
end

-- Days on which the player eased off at least once.
local function gentle_days(history)
  local n = 0
  for _, day in pairs(history.days) do
    if day.ease_offs > 0 then n = n + 1 end
  end
  return n
end

return {
  {
    id = "eased-off",
    title = "Listening",
    words = "You eased off when your body asked for it. That is good practice.",
    emblem = {
      { form = "ring", tone = "pale", x = 0, y = 0, size = 1.5 },
      { form = "ring", tone = "cool", x = 0, y = 0, size = 1 },
      { form = "drop", tone = "warm", x = 0, y = 0, size = 0.5 },
    },
    progress = function(history) return history.totals.ease_offs > 0 end,
  },
  {
    id = "gentle-on-five-days",
    title = "A gentle hand",
    words = "You eased off on five days. Less is often the better stretch.",
    emblem = {
      { form = "arc", tone = "warm", x = 0, y = -0.25, size = 1.4, turn = 180 },
      { form = "leaf", tone = "green", x = 0, y = 0.2, size = 0.8, turn = -20 },
    },
    progress = function(history)
      local done = math.min(5, gentle_days(history))
      return done, 5, done .. " of 5 days"
    end,
  },
  {
    id = "welcome-back",
    title = "Welcome back",
    words = "You came back after two weeks or more. The towel was waiting for you.",
    hidden = true,
    emblem = {
      { form = "hill", tone = "green", x = 0, y = -0.5, size = 1.6 },
      { form = "disc", tone = "sun", x = 0, y = -0.02, size = 0.7 },
      { form = "arc", tone = "sun", x = 0, y = -0.02, size = 1.2 },
      { form = "bar", tone = "warm", x = 0, y = -0.52, size = 0.8 },
    },
    progress = came_back,
  },
}
