-- api-version: 1
return {
  id = "sample",
  title = "long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long ",
  repetition = { { id = "up", breath = "in", seconds = 4, to = "arms_up", words = "reach_up" } },
}
-- expect 4: title: has 150 bytes; at most 120 are possible
