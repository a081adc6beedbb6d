-- api-version: 1
for i = 1, 100000 do print(("flood "):rep(100)) end
error("flooded")
-- expect-any 3: flooded
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
