-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reachup" },
  },
}
-- expect 6: repetition[1].words: there are no cues 'reachup' in the locale file; did you mean 'reach_up'?
