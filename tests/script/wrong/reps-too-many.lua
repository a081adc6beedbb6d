-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  reps = 100,
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: reps: is 100, but must be between 1 and 20
