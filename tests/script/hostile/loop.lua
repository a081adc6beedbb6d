-- api-version: 1
while true do end
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 0: ran longer than 500 ms
-- expect-any 0: did not end in time
