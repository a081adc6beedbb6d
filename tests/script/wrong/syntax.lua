-- api-version: 1
return {
  id = "sample"
  title = "Sample",
}
-- expect 4: '}' expected (to close '{' at line 2) near 'title'
