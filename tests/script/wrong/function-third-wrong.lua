-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = function(rep, reps)
    return {
      { id = "up", breath = "in", seconds = 4 - rep, to = "arms_up", words = "reach_up" },
    }
  end,
}
-- expect 7: repetition[1].seconds: is 0, but must be between 0.1 and 3600
