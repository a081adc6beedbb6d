-- api-version: 1
-- Lists are made anew for each rule: what one does with its own, no other sees.
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } },
    progress = function(history) history.totals.days = 1000 history.badges.x = 1 table.insert(history.leaves, 1) error("and fails") end },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function(history) return history.totals.days == 2 and #history.leaves == 0 and not history.badges.x end },
}
-- expect-any 5: [1].progress: and fails
