-- api-version: 1
--
-- Days of practice in a whole life. A day counts once, and none is ever taken away.

local function days(goal)
  return function(history)
    local done = math.min(goal, history.totals.days)
    return done, goal, done .. " of " .. goal .. " days"
  end
end

return {
  {
    id = "ten-days",
    title = "Ten days",
    words = "Ten days of practice.",
    emblem = {
      { form = "roll", tone = "warm", x = 0, y = -0.12, size = 1.05 },
      { form = "leaf", tone = "green", x = 0.44, y = 0.46, size = 0.42, turn = -30 },
    },
    progress = days(10),
  },
  {
    id = "thirty-days",
    title = "Thirty days",
    words = "Thirty days of practice, at your own pace.",
    emblem = {
      { form = "roll", tone = "warm", x = -0.36, y = -0.26, size = 0.66 },
      { form = "roll", tone = "warm", x = 0.36, y = -0.26, size = 0.66 },
      { form = "roll", tone = "sun", x = 0, y = 0.32, size = 0.66 },
    },
    progress = days(30),
  },
  {
    id = "hundred-days",
    title = "A hundred days",
    words = "A hundred days of practice.",
    emblem = {
      { form = "ring", tone = "sun", x = 0, y = 0, size = 1.6 },
      { form = "hill", tone = "cool", x = 0, y = -0.42, size = 1.2 },
      { form = "figure", tone = "pale", x = 0, y = 0.02, size = 1 },
      { form = "star", tone = "sun", x = 0, y = 0.48, size = 0.36 },
    },
    progress = days(100),
  },
  {
    id = "two-hundred-fifty-days",
    title = "Two hundred and fifty days",
    words = "Two hundred and fifty days of practice.",
    emblem = {
      { form = "leaf", tone = "green", x = -0.58, y = 0, size = 0.9, turn = 20 },
      { form = "leaf", tone = "green", x = 0.58, y = 0, size = 0.9, turn = -20 },
      { form = "roll", tone = "warm", x = 0, y = -0.08, size = 0.7 },
      { form = "star", tone = "sun", x = 0, y = 0.55, size = 0.32 },
    },
    progress = days(250),
  },
  {
    id = "five-hundred-days",
    title = "Five hundred days",
    words = "Five hundred days of practice. It is simply part of you now.",
    emblem = {
      { form = "disc", tone = "sun", x = 0, y = 0.12, size = 1 },
      { form = "hill", tone = "green", x = -0.3, y = -0.46, size = 1.1 },
      { form = "hill", tone = "cool", x = 0.35, y = -0.5, size = 1 },
      { form = "figure", tone = "dark", x = 0, y = 0.1, size = 0.85 },
    },
    progress = days(500),
  },
}
