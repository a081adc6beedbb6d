---@meta
-- For editors. Never run. Lua 5.4's library of the same name, without what is left out on purpose.
-- Left out: randomseed. random gives the same numbers whenever a file is read, so a routine never changes.

---@class mathlib
math = {}

math.pi = 3.1415926535897931

math.huge = 1 / 0

math.maxinteger = 9223372036854775807

math.mininteger = -9223372036854775807 - 1

---@param x number
---@return number
function math.abs(x) end

---@param x number
---@return number
function math.ceil(x) end

---@param x number
---@return number
function math.floor(x) end

---@param x number
---@return number
function math.sqrt(x) end

---Radians.
---@param x number
---@return number
function math.sin(x) end

---Radians.
---@param x number
---@return number
function math.cos(x) end

---Radians.
---@param x number
---@return number
function math.tan(x) end

---@param x number
---@return number
function math.asin(x) end

---@param x number
---@return number
function math.acos(x) end

---@param x number
---@return number
function math.exp(x) end

---Radians to degrees.
---@param x number
---@return number
function math.deg(x) end

---Degrees to radians.
---@param x number
---@return number
function math.rad(x) end

---@param y number
---@param x? number
---@return number
function math.atan(y, x) end

---@param x number
---@param base? number
---@return number
function math.log(x, base) end

---@param x number
---@param y number
---@return number
function math.fmod(x, y) end

---@param x number
---@return number whole
---@return number rest
function math.modf(x) end

---@param x number
---@return number
function math.max(x, ...) end

---@param x number
---@return number
function math.min(x, ...) end

---A number in [0, 1), in 1…low, or in low…high; always the same sequence.
---@param low? integer
---@param high? integer
---@return number
function math.random(low, high) end

---@param x any
---@return integer?
function math.tointeger(x) end

---@param x any
---@return "integer"|"float"|nil
function math.type(x) end

---@param a integer
---@param b integer
---@return boolean
function math.ult(a, b) end
