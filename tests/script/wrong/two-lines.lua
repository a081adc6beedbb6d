-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  summary = "one\ntwo",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: summary: must be one line without control characters
