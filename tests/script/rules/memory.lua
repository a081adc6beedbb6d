-- api-version: 1
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function() local t = {} for i = 1, 1e9 do t[i] = { i } end end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
-- expect-any 4: [1].progress: needs more than 32 MiB
-- expect-any 4: [1].progress: ran longer than 50 ms
