-- api-version: 1
return {
  id = "loop",
  title = "Loop",
  repetition = function()
    while true do end
  end,
}
-- expect-any 5: ran longer than 500 ms
-- expect-any 5: did not end in time
-- expect-any 6: ran longer than 500 ms
-- expect-any 6: did not end in time
