return {}
-- expect 0: the first line must be: -- api-version: 1
