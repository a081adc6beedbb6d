-- api-version: 1
local day = os.date("*t").wday
return { id = "day" .. day }
-- expect 2: 'os' is not available to scripts
