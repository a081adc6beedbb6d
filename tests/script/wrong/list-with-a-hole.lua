-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  tags = { "lying", nil, "chest" },
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: tags: must be a list without holes
