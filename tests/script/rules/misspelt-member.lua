-- api-version: 1
return {
  { id = "bad", titel = "T", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function() return true end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 3: [1].titel: unknown; did you mean 'title'?
