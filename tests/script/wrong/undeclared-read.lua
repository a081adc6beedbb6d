-- api-version: 1
return { id = sample }
-- expect 2: 'sample' is not declared; write local sample = ... before it is used
