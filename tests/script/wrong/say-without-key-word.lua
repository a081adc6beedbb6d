-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = { cue = "Breathe in", say = "Breathe in" } },
  },
}
-- expect 6: repetition[1].words: say needs one [key word] in brackets, the one that falls on the start of the phase
