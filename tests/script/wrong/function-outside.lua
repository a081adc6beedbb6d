-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  range = function() return 160 end,
  repetition = {
    { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" },
  },
}
-- expect 5: range: must be a number, not a function (only a repetition may vary)
