---@meta
-- For editors. Never run. Lua 5.4's library of the same name, without what is left out on purpose.

---@class utf8lib
utf8 = {}

---A pattern that matches one character.
utf8.charpattern = "[\0-\x7F\xC2-\xFD][\x80-\xBF]*"

---@return string
function utf8.char(...) end

---@param s string
---@param i? integer
---@param j? integer
---@return integer ...
function utf8.codepoint(s, i, j) end

---@param s string
---@return fun(s: string, i: integer): integer, integer
function utf8.codes(s) end

---@param s string
---@param i? integer
---@param j? integer
---@return integer?
function utf8.len(s, i, j) end

---@param s string
---@param n integer
---@param i? integer
---@return integer?
function utf8.offset(s, n, i) end
