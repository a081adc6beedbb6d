return {}
-- expect 1: the first line must be: -- api-version: 1
