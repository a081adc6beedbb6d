-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun", x = 1.5 } },
    progress = function() return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 3: [1].emblem[1].x: is 1.5, but must be between -1 and 1
