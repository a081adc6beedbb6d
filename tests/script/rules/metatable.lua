-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) getmetatable(history.days).__len = nil return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function(history) return #history.days == 2 end },
}
-- expect-any 4: [1].progress: attempt to index a boolean value
