-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  summary = "R\252cken",
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: summary: is not text in UTF-8; save the file as UTF-8
