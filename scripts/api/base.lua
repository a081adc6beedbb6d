---@meta
-- For editors (LuaLS and others): what a script file may use beside the libraries. Never run.
-- Not there on purpose: os, io, require, load, dofile, coroutine, debug, package, collectgarbage, _G.
-- Reading or writing a name that was not declared with local is an error.

---Returns value, or raises message when it is false or nil.
---@generic T
---@param value T
---@param message? any
---@return T
function assert(value, message, ...) end

---Ends the file with an error. The message is shown with file and line.
---@param message string
---@param level? integer
function error(message, level) end

---@param value any
---@return any metatable
function getmetatable(value) end

---@param list table
---@return fun(list: table, i: integer): integer, any
---@return table
---@return integer
function ipairs(list) end

---@param t table
---@param key? any
---@return any key
---@return any value
function next(t, key) end

---@param t table
---@return fun(t: table, key: any): any, any
---@return table
function pairs(t) end

---Calls f; errors come back as false and the message. Running out of time or memory cannot be caught.
---@param f function
---@return boolean ok
---@return any
function pcall(f, ...) end

---Writes to the log; at most 4 KiB of a file are kept.
function print(...) end

---@param a any
---@param b any
---@return boolean
function rawequal(a, b) end

---@param t table
---@param key any
---@return any
function rawget(t, key) end

---@param value table|string
---@return integer
function rawlen(value) end

---@param t table
---@param key any
---@param value any
---@return table
function rawset(t, key, value) end

---@param n integer|"#"
---@return any
function select(n, ...) end

---A metatable may not have __gc.
---@param t table
---@param metatable table?
---@return table t
function setmetatable(t, metatable) end

---@param value any
---@param base? integer
---@return number?
function tonumber(value, base) end

---Tables and functions become their type's name: there are no addresses.
---@param value any
---@return string
function tostring(value) end

---@param value any
---@return "nil"|"number"|"string"|"boolean"|"table"|"function"
function type(value) end

---Like pcall; handler receives the message after the call has been left.
---@param f function
---@param handler fun(message: any): any
---@return boolean ok
---@return any
function xpcall(f, handler, ...) end
