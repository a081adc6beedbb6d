-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = function(rep, reps)
    return { { id = "up", breath = "in", seconds = 4 + rap, to = "arms_up", words = "reach_up" } }
  end,
}
-- expect 6: 'rap' is not declared; write local rap = ... before it is used
