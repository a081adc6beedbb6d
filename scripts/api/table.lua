---@meta
-- For editors. Never run. Lua 5.4's library of the same name, without what is left out on purpose.
-- Left out: move. The functions work on tables without a metatable.

---@class tablelib
table = {}

---@param list table
---@param separator? string
---@param i? integer
---@param j? integer
---@return string
function table.concat(list, separator, i, j) end

---@param list table
---@param position integer
---@param value any
function table.insert(list, position, value) end

---@return table
function table.pack(...) end

---@param list table
---@param position? integer
---@return any
function table.remove(list, position) end

---@param list table
---@param before? fun(a: any, b: any): boolean
function table.sort(list, before) end

---@param list table
---@param i? integer
---@param j? integer
---@return any ...
function table.unpack(list, i, j) end
