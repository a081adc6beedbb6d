-- api-version: 1
--
-- A routine to start from. Copy it, change it, then run:  supine check this-file.lua
-- Degrees and seconds. Editors that know LuaLS complete the fields with scripts/api in their library path.

return {
  id = "my-stretch", -- small letters, digits and -
  title = "My stretch",
  summary = "One sentence about what it is good for.",
  author = "Who designed it",
  reviewer = "", -- a physiotherapist, if one has looked it over; players see this
  credit = "", -- where the technique comes from
  tags = { "lying" },

  reps = 5, -- the player may choose 1 to 10
  pace = { breathe_in = 4, breathe_out = 6 }, -- the seconds below fit this pace; a player's own stretches them

  start = "lying", -- knees bent, arms resting at the sides

  -- One repetition. Each phase ends in a pose and starts where the one before ended.
  -- breath: "in", "out", or "free" for an easy phase. Movement is never faster than 45 degrees a second on average.
  repetition = {
    {
      id = "open",
      breath = "in",
      seconds = 4,
      to = "arms_wide",
      camera = "overhead", -- side, three-quarter, overhead or feet
      words = {
        cue = "Breathe in", -- big, short
        hint = "arms along the floor, out to the sides",
        say = "Breathe [in], and open", -- the word in [brackets] falls on the start of the phase
        lane = "In · open",
      },
    },
    {
      id = "close",
      breath = "out",
      seconds = 6,
      to = "lying",
      camera = "overhead",
      words = { cue = "Breathe out", hint = "back to your sides", say = "And [out], and back", lane = "Out · close" },
    },
    -- What varies from repetition to repetition is a function:  seconds = function(rep, reps) return 4 + rep / 5 end
  },

  -- Poses of your own; scripts/routines/poses.lua has more. left = { ... } and right = { ... } set the sides apart.
  poses = {
    arms_wide = { shoulder = { flexion = 0, abduction = 80 }, elbow = { flexion = 0 }, forearm = { pronation = -60 } },
  },
}
