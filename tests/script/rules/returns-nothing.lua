-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress.done: is missing
