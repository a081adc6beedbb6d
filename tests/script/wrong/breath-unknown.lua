-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "inn", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 6: repetition[1].breath: is 'inn', but must be one of: free, in, out, hold
