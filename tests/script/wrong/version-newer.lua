-- api-version: 7
return {}
-- expect 1: written for api-version 7, but this Supine reads version 1; update Supine
