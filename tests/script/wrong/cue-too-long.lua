-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = { cue = "Breathe in through the nose" } },
  },
}
-- expect 6: repetition[1].words: cue 'Breathe in through the nose' is too long to be read from afar; at most 24 characters
