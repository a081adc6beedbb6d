-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", to = "arms_up", words = "reach_up", secnds = 4 },
  },
}
-- expect 6: repetition[1].secnds: unknown; did you mean 'seconds'?
-- expect 6: repetition[1].seconds: is missing
