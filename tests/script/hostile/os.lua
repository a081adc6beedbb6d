-- api-version: 1
os.execute("touch escaped")
-- expect-any 2: 'os' is not available to scripts
