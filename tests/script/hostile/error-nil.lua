-- api-version: 1
error(nil)
-- expect-any 2: the error is not a text
