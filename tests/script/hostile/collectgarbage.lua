-- api-version: 1
collectgarbage("stop")
-- expect-any 2: 'collectgarbage' is not available to scripts
