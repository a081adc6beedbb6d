-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 1 / 0, to = "arms_up", words = "reach_up" },
  },
}
-- expect 6: repetition[1].seconds: must be a finite number
