-- api-version: 1
return {
  title = "Sample",
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
-- expect 2: id: is missing
