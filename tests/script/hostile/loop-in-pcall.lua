-- api-version: 1
while true do
  pcall(function()
    while true do end
  end)
end
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
-- expect-any 4: ran longer than 500 ms
-- expect-any 4: did not end in time
