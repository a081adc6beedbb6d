-- api-version: 1
--
-- Badges to start from. Copy the file, change it, then run:  supine check this-file.lua
-- It lies in the folder badges beside routines. An earned badge is kept for ever, even when its file is gone, so give
-- each an id that stays. Honour what is good for people: nothing for more than three sessions a day, nothing for going
-- without rest. Editors that know LuaLS complete the fields with scripts/api in their library path.

return {
  {
    id = "my-twenty-days", -- small letters, digits and -
    title = "Twenty days",
    words = "Twenty days of practice.",

    -- The medal is 2 wide, 0, 0 is its middle, y goes up. The first shape lies lowest; at most 16.
    -- Forms: disc ring leaf drop wave arc star hill moon roll bar figure. Tones: warm cool green sun pale dark.
    emblem = {
      { form = "ring", tone = "sun", size = 1.6 },
      { form = "leaf", tone = "green", x = -0.25, y = 0, size = 0.8, turn = 30 },
      { form = "leaf", tone = "green", x = 0.25, y = 0, size = 0.8, turn = -30 },
    },

    -- How far the player is: done, goal, and words if you like. It is earned when done reaches the goal.
    progress = function(history)
      local done = math.min(20, history.totals.days)
      return done, 20, done .. " of 20 days"
    end,
  },
  {
    id = "my-quiet-sunday",
    title = "A quiet Sunday",
    words = "Practice on a Sunday.",
    hidden = true, -- a surprise: not shown before it is earned
    emblem = {
      { form = "hill", tone = "green", y = -0.5, size = 1.5 },
      { form = "disc", tone = "sun", y = 0.1, size = 0.6 },
    },

    -- Where there is nothing to count, whether it is earned is enough.
    progress = function(history)
      for _, day in pairs(history.days) do
        if date.weekday(day.day) == 7 then return true end
      end
      return false
    end,
  },
}
