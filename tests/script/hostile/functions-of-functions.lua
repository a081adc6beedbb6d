-- api-version: 1
local function again() return again end
return { id = "again", title = "Again", repetition = again }
-- expect-any 3: repetition: must be a list of phases, not a function (only a repetition may vary)
-- expect-any 3: repetition[1]
-- expect-any 3: repetition: 
