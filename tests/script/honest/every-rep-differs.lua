-- api-version: 1
-- Functions where something varies, helpers, metatables, a pose in place, words by language, sides apart.

local Phase = {}
Phase.__index = Phase
function Phase.new(id) return setmetatable({ id = id }, Phase) end
function Phase:named() return self.id end

local function flexion(rep, reps) return 60 + 30 * rep / reps end

return {
  id = "every-rep-differs",
  title = "Every repetition differs",
  reps = 6,
  reps_max = 12,
  reps_reason = "a test",
  repetition = function(rep, reps)
    return {
      {
        id = Phase.new("rise"):named(),
        breath = "in",
        seconds = 4,
        to = { shoulder = { flexion = flexion(rep, reps) }, left = { elbow = { flexion = 10 } } },
        words = { en = { cue = "Up " .. rep, say = "[up]" }, de = { cue = "Auf", say = "[auf]" } },
      },
      { id = "fall", breath = rep % 2 == 0 and "free" or "out", seconds = 5, to = "own", words = "lower" },
    }
  end,
  poses = { own = { based_on = "lying", hands = "rest" } },
}
