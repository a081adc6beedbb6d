-- api-version: 1
local seconds = {}
local total = seconds.reach + 4
return { id = "sample" }
-- expect 3: attempt to perform arithmetic on a nil value (field 'reach')
