#include "commands.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "err.h"
#include "pl.h"

#define SCAFFOLD_PATH_MAX  1024
#define SCAFFOLD_DEPTH_MAX 2

/* Copies one small text file; never replaces one that is there. */
static int copy_file(const char *from, const char *to) {
  FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wbx") : NULL;
  int why = errno, result = 0;
  char bytes[4096];
  size_t n;
  if (!in || !out) {
    if (in) fclose(in);
    return err_set(ERR_MACHINE, "cannot write %s: %s", to, strerror(why));
  }
  while (result == 0 && (n = fread(bytes, 1, sizeof bytes, in)) > 0)
    if (fwrite(bytes, 1, n, out) != n) result = -1;
  if (ferror(in)) result = -1;
  why = errno;
  fclose(in);
  if (fclose(out) != 0 && result == 0) {
    result = -1;
    why = errno;
  }
  if (result == 0) return 0;
  remove(to);
  return err_set(ERR_MACHINE, "cannot write %s: %s", to, strerror(why));
}

/* Copies the files of a folder and of those in it. Returns 0 or a negative err_code. */
static int copy_folder(const char *folder, const char *target, int depth, int *copied) {
  if (mkdir(target, 0777) != 0) {
    if (errno == EEXIST) return err_set(ERR_NO, "%s is there already; choose a name that is free", target);
    return err_set(ERR_MACHINE, "cannot make the folder %s: %s", target, strerror(errno));
  }
  DIR *dir = opendir(folder);
  if (!dir) return err_set(ERR_MACHINE, "the template %s is missing; install the program again", folder);
  int result = 0;
  for (struct dirent *entry; result == 0 && (entry = readdir(dir));) {
    char from[2 * SCAFFOLD_PATH_MAX], to[2 * SCAFFOLD_PATH_MAX];
    struct stat info;
    if (entry->d_name[0] == '.') continue;
    snprintf(from, sizeof from, "%s/%s", folder, entry->d_name);
    snprintf(to, sizeof to, "%s/%s", target, entry->d_name);
    if (stat(from, &info) == 0 && S_ISDIR(info.st_mode)) {
      if (depth < SCAFFOLD_DEPTH_MAX) result = copy_folder(from, to, depth + 1, copied);
    } else {
      result = copy_file(from, to);
      *copied += result == 0;
    }
  }
  closedir(dir);
  return result;
}

int scaffold_command(const struct args *args) {
  const char *target = args->paths[0], *data = pl_data_dir();
  char folder[SCAFFOLD_PATH_MAX];
  int copied = 0;
  if (!data) return ERR_MACHINE;
  snprintf(folder, sizeof folder, "%s/scripts/template", data);
  int result = copy_folder(folder, target, 0, &copied);
  if (result == 0)
    printf("%d file%s in %s; try: supine check %s\n", copied, copied == 1 ? "" : "s", target, target);
  return result;
}
