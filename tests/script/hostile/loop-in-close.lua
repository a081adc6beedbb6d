-- api-version: 1
do
  local x <close> = setmetatable({}, { __close = function() while true do end end })
end
-- expect-any 3: ran longer than 500 ms
-- expect-any 3: did not end in time
