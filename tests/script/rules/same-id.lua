-- api-version: 1
return {
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return false end },
}
-- expect-any 4: [2]: another badge of this file already has the id "good"
