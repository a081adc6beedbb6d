-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 6: repetition[1].breath: is missing
