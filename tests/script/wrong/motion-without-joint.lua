-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
  poses = {
    high = { shoulder = 90 },
  },
}
-- expect 9: poses.high.shoulder: must be a table of motions in degrees, not a number
