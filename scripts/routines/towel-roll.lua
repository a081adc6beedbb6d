-- api-version: 1
--
-- The default session: both stretches on the rolled towel, with a rest between.

return {
  id = "towel-roll",
  title = "routines.towel_roll.title",
  summary = "routines.towel_roll.summary",
  author = "routines.author",
  credit = "routines.credit",
  version = "1",
  tags = { "lying", "upper-back", "chest" },

  reps = 5, -- of each; the player may choose 1 to 10

  items = {
    { routine = "overhead-reach", rest = 20 }, -- seconds
    { routine = "elbow-lowering" },
  },
}
