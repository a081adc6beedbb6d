-- api-version: 1
return { id = "sample", [true] = 1 }
-- expect 0: a key of a table must be a name or a place in a list
