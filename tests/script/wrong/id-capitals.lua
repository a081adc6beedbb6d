-- api-version: 1
return {
  id = "My Routine",
  title = "Sample",
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
-- expect 3: id: 'My Routine' is no id: use small letters, digits and -, at most 48
