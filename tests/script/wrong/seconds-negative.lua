-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = -4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 6: repetition[1].seconds: is -4, but must be between 0.1 and 3600
