-- api-version: 1
debug.sethook()
-- expect-any 2: 'debug' is not available to scripts
