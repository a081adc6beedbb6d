-- api-version: 1
return {
  id = "sample",
  title = "Sample",
  repetition = {},
}
-- expect 5: repetition: has no phase; a repetition needs at least one
