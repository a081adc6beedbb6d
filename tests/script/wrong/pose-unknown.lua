-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arm_up", words = "reach_up" },
  },
}
-- expect 6: repetition[1].to: there is no pose 'arm_up'; did you mean 'arms_up'?
