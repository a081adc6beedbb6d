-- api-version: 1
--
-- Making it one's own: other routines, an own one, a second device.

local function own_routines(history)
  local n = 0
  for _, routine in ipairs(history.routines) do
    if routine.own then n = n + 1 end
  end
  return n
end

return {
  {
    id = "own-routine",
    title = "Your own way",
    words = "A set of a routine from your own folder.",
    emblem = {
      { form = "roll", tone = "warm", x = -0.08, y = -0.14, size = 0.95 },
      { form = "star", tone = "sun", x = 0.42, y = 0.46, size = 0.42 },
      { form = "leaf", tone = "green", x = -0.46, y = 0.44, size = 0.42, turn = 30 },
    },
    progress = function(history) return own_routines(history) > 0 end,
  },
  {
    id = "three-routines",
    title = "Three routines",
    words = "Sets of three different routines.",
    emblem = {
      { form = "arc", tone = "green", x = 0, y = -0.2, size = 1.5 },
      { form = "arc", tone = "sun", x = 0, y = -0.2, size = 1.1 },
      { form = "arc", tone = "cool", x = 0, y = -0.2, size = 0.7 },
      { form = "figure", tone = "pale", x = 0, y = -0.42, size = 1 },
    },
    progress = function(history)
      local done = math.min(3, #history.routines)
      return done, 3, done .. " of 3 routines"
    end,
  },
  {
    id = "two-devices",
    title = "At home anywhere",
    words = "Practice on two devices.",
    emblem = {
      { form = "arc", tone = "pale", x = 0, y = 0.22, size = 1 },
      { form = "roll", tone = "warm", x = -0.42, y = -0.2, size = 0.64 },
      { form = "roll", tone = "cool", x = 0.42, y = -0.2, size = 0.64 },
    },
    progress = function(history)
      local done = math.min(2, #history.devices)
      return done, 2, done .. " of 2 devices"
    end,
  },
}
