-- api-version: 1
_G.pairs = nil
-- expect-any 2: '_G' is not available to scripts
