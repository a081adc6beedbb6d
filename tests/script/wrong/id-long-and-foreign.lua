-- api-version: 1
return {
  id = "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü",
  title = "Sample",
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
-- expect 3: id: 'üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü…' is no id: use small letters, digits and -, at most 48
