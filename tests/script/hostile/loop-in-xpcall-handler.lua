-- api-version: 1
xpcall(error, function()
  while true do end
end)
-- expect-any 2: ran longer than 500 ms
-- expect-any 2: did not end in time
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
