-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
  poses = {
    high = {
      elbow = { rotation = 90 },
    },
  },
}
-- expect 10: poses.high.elbow.rotation: unknown; remove it
