-- api-version: 1
error("\27[2J\0%n%s%s%s\r\nforged: line", 0)
-- expect-any 2: \x1B[2J\x00%n%s%s%s\x0D\x0Aforged: line
