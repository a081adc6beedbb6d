-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
  poses = { high = { elbow = { flexion = "comfort" } } },
}
-- expect 8: poses.high.elbow.flexion: only the shoulder's flexion can be "comfort"; write degrees
