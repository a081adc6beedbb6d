-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) history.days[1] = nil return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function(history) return #history.days == 2 end },
}
-- expect-any 4: [1].progress: the history cannot be changed
