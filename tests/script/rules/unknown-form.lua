-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "skull", tone = "sun" } },
    progress = function() return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 3: [1].emblem[1].form: is 'skull', but must be one of: disc,
