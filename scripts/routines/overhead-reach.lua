-- api-version: 1
--
-- Stretch 1. Breathing in, both hands reach for the ceiling; breathing out slowly, they go on beyond the head as far
-- as is comfortable; then they come back by the same arc.
--
-- Breath and palms are those of the published technique. The seconds fill what it leaves open: six breaths a
-- minute, the out-breath longer than the in-breath.

return {
  id = "overhead-reach",
  title = "routines.overhead_reach.title",
  summary = "routines.overhead_reach.summary",
  author = "routines.author",
  credit = "routines.credit",
  version = "1",
  tags = { "lying", "upper-back", "overhead" },

  reps = 5,
  pace = { breathe_in = 4, breathe_out = 6 }, -- what the seconds below are written for
  rest = 20, -- seconds of easy rest after it in a session

  start = "lying",

  repetition = {
    { id = "reach_up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up", camera = "side" },
    { id = "reach_overhead", breath = "out", seconds = 6, to = "arms_overhead", words = "reach_overhead",
      camera = "side" },
    { id = "lower", breath = "free", seconds = 6, to = "lying", words = "lower", camera = "side",
      easy = { { breath = "in", seconds = 2.5 }, { breath = "out", seconds = 3.5 } } },
    { id = "settle", breath = "free", seconds = 1, to = "lying", words = "settle", camera = "side" },
  },
}
