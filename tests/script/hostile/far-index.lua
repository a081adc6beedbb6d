-- api-version: 1
return { [2 ^ 40] = 1 }
-- expect-any 0: a key of a table must be a name or a place in a list
