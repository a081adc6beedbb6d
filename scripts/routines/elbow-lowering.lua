-- api-version: 1
--
-- Stretch 2, a variation. From both arms raised to the ceiling, with the palms turned to the feet: breathing out
-- slowly, the elbows go down and out until the upper arms touch the surface; breathing in, the arms reach back up.
--
-- Breath and palms are those of the published technique, the seconds are ours.

return {
  id = "elbow-lowering",
  title = "routines.elbow_lowering.title",
  summary = "routines.elbow_lowering.summary",
  author = "routines.author",
  credit = "routines.credit",
  version = "1",
  tags = { "lying", "upper-back", "chest" },

  reps = 5,
  pace = { breathe_in = 4, breathe_out = 6 },
  rest = 20,

  start = "lying",

  -- Once, before the first repetition: up with the palms facing each other, then the palms turn.
  prepare = {
    { id = "raise", breath = "free", seconds = 4, to = "arms_up", words = "raise", camera = "feet",
      easy = { { breath = "in", seconds = 2 }, { breath = "out", seconds = 2 } } },
    { id = "turn", breath = "free", seconds = 2, to = "arms_up_palms_to_feet", words = "turn", camera = "feet",
      easy = { { breath = "in", seconds = 2 } } }, -- the repetition begins by breathing out
  },

  repetition = {
    { id = "lower_elbows", breath = "out", seconds = 6, to = "elbows_down", words = "lower_elbows", camera = "feet" },
    { id = "reach_back_up", breath = "in", seconds = 4, to = "arms_up_palms_to_feet", words = "reach_back_up",
      camera = "feet" },
  },

  -- Once, after the last: the palms turn back on the way down.
  finish = {
    { id = "lower", breath = "free", seconds = 6, to = "lying", words = "lower_to_rest", camera = "feet",
      easy = { { breath = "out", seconds = 3.5 }, { breath = "in", seconds = 2.5 } } },
  },
}
