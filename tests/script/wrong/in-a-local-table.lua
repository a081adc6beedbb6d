-- api-version: 1
local phases = {
  { id = "up", breath = "in", seconds = "four", to = "arms_up", words = "reach_up" },
}

return { id = "sample", title = "Sample", repetition = phases }
-- expect 3: repetition[1].seconds: must be a number, not a text
