-- api-version: 1

sample = "sample"
return { id = sample }
-- expect 3: 'sample' is not declared; write local sample = ...
