-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) return 0 / 0, 1 end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress.done: must be a finite number
