-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up", easy = { { breath = "in", seconds = 2 } } },
  },
}
-- expect 6: repetition[1].easy: easy breaths belong to a phase whose breath is "free"
