-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  sumary = "A sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: sumary: unknown; did you mean 'summary'?
