-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  items = {
    { routin = "overhead-reach" },
  },
}
-- expect 6: items[1].routin: unknown; did you mean 'routine'?
-- expect 6: items[1].routine: is missing
