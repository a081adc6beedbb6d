---@meta
-- For editors: the shape of what a routine file returns. Never run. Degrees and seconds everywhere.
-- Put ---@type supine.Exercise (or supine.Session) above `return` and the editor completes and checks.

---@alias supine.Breath "in"|"out"|"hold"|"free" # free: the player breathes as they like
---@alias supine.Camera "side"|"three-quarter"|"overhead"|"feet"|"face"

---@class supine.Arm
---@field shoulder? { flexion?: number|"comfort", abduction?: number, horizontal?: number, rotation?: number }
---@field elbow? { flexion?: number }
---@field forearm? { pronation?: number }
---@field hands? "rest"|"free" # rest: on the surface beside the body
---@field upper_arms? "rest"|"free" # rest: their back lies on the surface
---@field forearms? "upright"|"free" # upright: they point to the ceiling
---@field palms? "to_feet"|"each_other"

---@class supine.Leg
---@field hip? { flexion?: number, abduction?: number }
---@field knee? { flexion?: number }
---@field ankle? { dorsiflexion?: number }
---@field feet? "flat"|"free" # flat: the soles stand in their place

---@class supine.Side: supine.Arm, supine.Leg

---@class supine.Pose: supine.Side
---@field based_on? string # a pose of this file, of poses.lua, or "lying"
---@field thorax? { extension?: number }
---@field neck? { flexion?: number, rotation?: number }
---@field left? supine.Side
---@field right? supine.Side

---@class supine.Words
---@field cue? string # the big word, at most 14 characters if it is to be read from two metres
---@field hint? string # the line below it
---@field say? string # spoken; the [key word] in brackets falls on the first moment of the phase
---@field lane? string # on the breath track

---@class supine.EasyBreath
---@field breath "in"|"out"
---@field seconds number

---@class supine.Phase
---@field id string # small letters, digits and _
---@field seconds number
---@field breath supine.Breath
---@field to string|supine.Pose # where it ends; it starts where the one before ended
---@field easy? supine.EasyBreath[] # easy breaths inside a free phase
---@field words? string|supine.Words|table<string, supine.Words> # a key of the locale's cues, the words, or words by language
---@field camera? supine.Camera

---Any field of a repetition, or all of it, may be a function of the repetition (from 1) and of how many there will be.
---@alias supine.Repetition supine.Phase[]|fun(rep: integer, reps: integer): supine.Phase[]

---@class supine.File
---@field id string # small letters, digits and -
---@field title string # a text, or a key of the locale file
---@field summary? string
---@field author? string # who designed it
---@field reviewer? string # who, with what training, looked it over
---@field credit? string # where the technique comes from
---@field version? string # of this routine, at most 32 bytes; it is kept with every set that is practised
---@field tags? string[]
---@field reps? integer # 5 where nothing is said
---@field reps_max? integer # 10; more needs reps_reason
---@field reps_reason? string

---@class supine.Exercise: supine.File
---@field pace? { breathe_in?: number, breathe_out?: number } # what the seconds are written for; 4 and 6
---@field range? number # the most a "comfort" shoulder is asked for, 90 to 180; without it the player's range alone counts
---@field rest? number # seconds of rest after it in a session, 20
---@field start? string|supine.Pose # "lying"
---@field prepare? supine.Phase[] # once, before the first repetition
---@field repetition supine.Repetition
---@field finish? supine.Phase[] # once, after the last
---@field poses? table<string, supine.Pose>

---@class supine.Item
---@field routine string # id of an exercise
---@field reps? integer
---@field rest? number # seconds after it

---@class supine.Session: supine.File
---@field items supine.Item[]
