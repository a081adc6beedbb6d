-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  colour = "red",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: colour: unknown; remove it
