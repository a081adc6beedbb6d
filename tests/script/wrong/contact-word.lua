-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
  poses = { high = { palms = "up" } },
}
-- expect 8: poses.high.palms: is 'up', but must be one of: to_feet, each_other
