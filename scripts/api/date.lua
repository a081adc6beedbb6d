---@meta
-- For editors. Never run. Days are whole numbers: days since 1 January 1970 in the calendar of everyday life.

---@class datelib
date = {}

---The day of the week: 1 Monday to 7 Sunday.
---@param day integer
---@return integer
function date.weekday(day) end

---The first day of the week that the day lies in.
---@param day integer
---@param first? integer # weekday on which a week begins, 1 (Monday) where nothing is said
---@return integer
function date.week_start(day, first) end

---@param day integer
---@return integer year
---@return integer month # 1 to 12
---@return integer day # of the month, from 1
function date.parts(day) end

---The day of a date; an error where there is no such date.
---@param year integer
---@param month integer
---@param day integer
---@return integer
function date.day(year, month, day) end

---The day in the player's language, "9 November" or, with the year, "9 November 2026". Outside rules "2026-11-09".
---@param day integer
---@param with_year? boolean
---@return string
function date.text(day, with_year) end
