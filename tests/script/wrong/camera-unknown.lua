-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up", camera = "top" },
  },
}
-- expect 6: repetition[1].camera: is 'top', but must be one of: side, three-quarter, overhead, feet, face
