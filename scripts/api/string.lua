---@meta
-- For editors. Never run. Lua 5.4's library of the same name, without what is left out on purpose.
-- Left out: dump, pack, unpack, packsize. Strings have at most 1 MiB; patterns are matched against at most 64 KiB.

---@class stringlib
string = {}

---@param s string
---@param i? integer
---@param j? integer
---@return integer ...
function string.byte(s, i, j) end

---@return string
function string.char(...) end

---@param s string
---@param pattern string
---@param init? integer
---@param plain? boolean
---@return integer? first
---@return integer? last
---@return any captured
function string.find(s, pattern, init, plain) end

---Without %p.
---@param form string
---@return string
function string.format(form, ...) end

---@param s string
---@param pattern string
---@return fun(): string, ...
function string.gmatch(s, pattern) end

---@param s string
---@param pattern string
---@param replacement string|table|function
---@param n? integer
---@return string
---@return integer count
function string.gsub(s, pattern, replacement, n) end

---@param s string
---@return integer
function string.len(s) end

---@param s string
---@return string
function string.lower(s) end

---@param s string
---@param pattern string
---@param init? integer
---@return any captured
function string.match(s, pattern, init) end

---At most 1,000,000 times.
---@param s string
---@param n integer
---@param separator? string
---@return string
function string.rep(s, n, separator) end

---@param s string
---@return string
function string.reverse(s) end

---@param s string
---@param i integer
---@param j? integer
---@return string
function string.sub(s, i, j) end

---@param s string
---@return string
function string.upper(s) end
