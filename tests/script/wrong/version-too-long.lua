-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  version = "the one with the longer rest, of last week",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: version: has 42 bytes; at most 32 are possible
