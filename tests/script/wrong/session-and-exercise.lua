-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  items = { { routine = "overhead-reach" } },
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: items: a session has items, an exercise has a repetition; keep one of them
