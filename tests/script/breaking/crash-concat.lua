-- api-version: 1
local function deep(n) if n > 0 then return 1 + deep(n - 1) end return 0 end
local mt = { __concat = function(a, b) deep(180) return "x" end }
local function progress()
  for i = 1, 200 do
    local t = setmetatable({}, mt)
    local function call(n, ...)
      if n > 0 then return call(n - 1, n, ...) end
      return ("a" .. i) .. t .. ("b" .. i) .. t .. ("c" .. i)
    end
    call(i)
  end
  error("survived")
end
return {
  { id = "bad", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = progress },
  { id = "good", title = "T", words = "W", emblem = { { form = "disc", tone = "sun" } }, progress = function() return true end },
}
