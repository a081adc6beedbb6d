-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) history.today = 1 return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function(history) return history.today == 20780 end },
}
-- expect-any 4: [1].progress: the history cannot be changed
