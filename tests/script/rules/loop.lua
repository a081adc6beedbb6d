-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function() while true do end end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress: ran longer than 50 ms
