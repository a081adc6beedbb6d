-- api-version: 1
error(("long "):rep(100000))
-- expect-any 2: long long
