-- api-version: 1
error("scripts/routines/overhead-reach.lua:1: all is well", 0)
-- expect-any 2: scripts/routines/overhead-reach.lua:1: all is well
