-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) return 1, 2, ("x"):rep(100000) end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress: returns more data than fits
-- expect-any 4: [1].progress: all text together is longer than 64 KiB
