-- api-version: 1
return { id = "sample,
}
-- expect 2: unfinished string near '"sample,'
