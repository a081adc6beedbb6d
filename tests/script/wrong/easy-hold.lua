-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "free", seconds = 4, to = "arms_up", words = "reach_up", easy = { { breath = "hold", seconds = 2 } } },
  },
}
-- expect 6: repetition[1].easy[1].breath: is 'hold', but must be one of: in, out
