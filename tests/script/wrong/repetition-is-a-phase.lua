-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
}
-- expect 5: repetition: must be a list of phases; 'words' has no place in a list
