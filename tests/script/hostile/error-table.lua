-- api-version: 1
error({ line = 1 })
-- expect-any 2: the error is not a text
