#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "routine.h"
#include "wire.h"

static bool starts(const char *bytes, size_t n, const char *with) {
  size_t length = strlen(with);
  return n >= length && memcmp(bytes, with, length) == 0;
}

/* The first line must say for which version of the format the file was written. */
static int check_version(const char *text) {
  char line[80], said[16] = "", more;
  snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\r\n"), text);
  char *end = said;
  bool ok = sscanf(line, "-- api-version: %15s %c", said, &more) == 1;
  long version = ok ? strtol(said, &end, 10) : 0;
  if (version < 1 || *end != '\0')
    return err_set(ERR_NO, "the first line must be: -- api-version: %d", ROUTINE_API);
  if (version == ROUTINE_API) return 0;
  return err_set(ERR_NO, "written for api-version %ld, but this Supine reads version %d; %s", version,
                 ROUTINE_API, version > ROUTINE_API ? "update Supine" : "ask the author for a newer file");
}

int source_take(const char *file, const char *bytes, size_t n, struct arena *arena, struct source *out) {
  if (starts(bytes, n, "\xEF\xBB\xBF")) bytes += 3, n -= 3;
  if (n > WIRE_FILE_MAX)
    return err_set(ERR_NO, "larger than %d KiB; a script is a short file", WIRE_FILE_MAX / 1024);
  char *copy = arena_take(arena, n + 1);
  const char *name = arena_copy(arena, file);
  if (!copy || !name) return err_set(ERR_MACHINE, "no memory left to read it");
  memcpy(copy, bytes, n);
  char *first = copy;
  if (n > 0 && copy[0] == '#') { /* blank, not gone: the lines keep their numbers */
    size_t length = strcspn(copy, "\n");
    memset(copy, ' ', length < n ? length : n);
    first = length < n ? copy + length + 1 : copy + n;
  }
  if (starts(first, (size_t)(copy + n - first), "\x1bLua"))
    return err_set(ERR_NO, "compiled Lua is not read; use the text it was made from");
  if (memchr(copy, '\0', n)) return err_set(ERR_NO, "not a text file (it holds zero bytes)");
  *out = (struct source){name, copy, n, first > copy ? 2 : 1};
  int code = check_version(first);
  if (code < 0) return code;
  out->line = 0;
  return 0;
}

static int refuse_open(int error) {
  switch (error) {
  case ENOENT:
  case ENOTDIR:
    return err_set(ERR_NO, "there is no such file");
  case ELOOP:
    return err_set(ERR_NO, "a symbolic link is not followed; copy the file there instead");
  case EACCES:
  case EPERM:
    return err_set(ERR_NO, "it may not be read; check its permissions");
  case ENXIO:
  case EISDIR:
    return err_set(ERR_NO, "not a file that can be read");
  default:
    return err_set(ERR_MACHINE, "cannot be opened: %s", strerror(error));
  }
}

static int read_all(int file, char *bytes, size_t room, size_t *n) {
  *n = 0;
  while (*n < room) {
    ssize_t got = read(file, bytes + *n, room - *n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return err_set(ERR_MACHINE, "cannot be read: %s", strerror(errno));
    if (got == 0) break;
    *n += (size_t)got;
  }
  return 0;
}

int source_read(const char *path, struct arena *arena, struct source *out) {
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (file < 0) return refuse_open(errno);
  struct stat about;
  int code = 0;
  if (fstat(file, &about) != 0)
    code = err_set(ERR_MACHINE, "cannot be read: %s", strerror(errno));
  else if (S_ISDIR(about.st_mode))
    code = err_set(ERR_NO, "a folder, not a file");
  else if (!S_ISREG(about.st_mode))
    code = err_set(ERR_NO, "not a regular file");
  else if (about.st_size > WIRE_FILE_MAX + 3)
    code = err_set(ERR_NO, "larger than %d KiB; a script is a short file", WIRE_FILE_MAX / 1024);
  char *bytes = code == 0 ? malloc(WIRE_FILE_MAX + 4) : NULL;
  size_t n = 0;
  if (code == 0 && !bytes) code = err_set(ERR_MACHINE, "no memory left to read it");
  if (code == 0) code = read_all(file, bytes, WIRE_FILE_MAX + 4, &n); /* it may have grown since */
  close(file);
  if (code == 0) code = source_take(path, bytes, n, arena, out);
  free(bytes);
  return code;
}
