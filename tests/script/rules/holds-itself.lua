-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) local t = {} t.t = t return t end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress: tables are nested deeper than 16
