-- api-version: 1
return { id = "sample", title = "Sample", items = {} }
-- expect 2: items: is empty; name at least one exercise
