-- api-version: 1
error("the roll is missing")
-- expect 2: the roll is missing
