-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  reps = 2.5,
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: reps: is 2.5, but must be a whole number
