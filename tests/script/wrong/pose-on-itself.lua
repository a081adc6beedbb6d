-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
  poses = {
    one = { based_on = "two" },
    two = { based_on = "one" },
  },
}
-- expect 10: poses.two.based_on: 'one' is based on itself
