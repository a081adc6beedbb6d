-- api-version: 1
return {
  id = "sample",
  title = "Sample",
}
-- expect 2: repetition: is missing
