-- api-version: 1
--
-- Key poses that every routine can name. Degrees, as in a clinic; zero is the anatomical position, here lying on
-- the back. Both sides at once; left = { ... } and right = { ... } set them apart.
--
--   shoulder.flexion     0 arm beside the body, 90 hand to the ceiling, 180 hand beyond the head
--   shoulder.abduction   arm away from the body, along the surface
--   shoulder.rotation    upper arm about its own length: internal is positive
--   elbow.flexion        0 is straight
--   forearm.pronation    0 thumb leads; positive turns the palm towards the feet when the arm points up
--   thorax.extension     bending back over the roll, beyond the arch that the roll itself gives
--
-- "comfort" stands for the player's own comfortable range of shoulder flexion (a setting; 165 by default).
-- A pose starts from lying on the roll with the knees bent and the arms straight, or from what based_on names.
-- One more pose needs no entry: "lying", the set-up position, arms resting on the surface at either side.

return {
  -- Stretch 1, end of the in-breath: hands above the shoulders, palms facing each other.
  arms_up = {
    shoulder = { flexion = 90, abduction = 0, rotation = 0 },
    elbow = { flexion = 0 },
    forearm = { pronation = 0 },
    thorax = { extension = 2 },
    palms = "each_other",
  },

  -- Stretch 1, end of the out-breath: the hands need not reach the floor. With both arms beyond the head the upper
  -- back bends some 10 to 13 degrees over the roll.
  arms_overhead = {
    based_on = "arms_up",
    shoulder = { flexion = "comfort" },
    thorax = { extension = 12 },
  },

  -- Stretch 2, where each repetition begins. Half of the turn of the palms comes from the shoulder, half from the
  -- forearm, so that neither is at its end; the elbows are soft and a little apart, ready to go out and down.
  arms_up_palms_to_feet = {
    based_on = "arms_up",
    shoulder = { flexion = 90, abduction = 4, rotation = 46 },
    elbow = { flexion = 4 },
    forearm = { pronation = 42 },
    palms = "to_feet",
    forearms = "upright",
  },

  -- Stretch 2, end of the out-breath: the back of the upper arm lies on the surface, the forearm stands upright.
  -- The roll lifts the chest, so the elbow comes to lie a little lower than the shoulder: that is the stretch.
  elbows_down = {
    shoulder = { flexion = 0, abduction = 78, rotation = 0 },
    elbow = { flexion = 95 },
    forearm = { pronation = 12 },
    thorax = { extension = 6 },
    upper_arms = "rest",
    forearms = "upright",
    palms = "to_feet",
  },
}
