#include "outfile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "err.h"

static bool is_direct(const struct outfile *file) {
  return strcmp(file->path, file->work) == 0;
}

int outfile_begin(struct outfile *file, const char *path) {
  struct stat info;
  if (strlen(path) >= sizeof file->path)
    return err_set(ERR_USAGE, "the name of the file to write is too long");
  strcpy(file->path, path);
  bool special = lstat(path, &info) == 0 && !S_ISREG(info.st_mode);
  snprintf(file->work, sizeof file->work, "%s%s", path, special ? "" : ".part");
  return 0;
}

int outfile_commit(struct outfile *file) {
  if (is_direct(file) || rename(file->work, file->path) == 0) return 0;
  int why = errno;
  outfile_abort(file);
  return err_set(ERR_MACHINE, "cannot write %s: %s", file->path, strerror(why));
}

void outfile_abort(struct outfile *file) {
  if (file->work[0] && !is_direct(file)) remove(file->work);
  file->work[0] = '\0';
}
