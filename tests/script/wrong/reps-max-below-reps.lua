-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  reps = 8,
  reps_max = 5,
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 6: reps_max: is 5, but reps is 8 already
