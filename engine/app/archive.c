/* supine history export|import: all facts as one file, and back. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "err.h"
#include "home.h"
#include "outfile.h"
#include "store_facts.h"
#include "table.h"

static bool put(void *context, const struct record *record) {
  table_put(context, record);
  return true;
}

static int write_all(struct store *store, FILE *file, const char *path, int *count) {
  struct table_out out;
  table_begin(&out, file, table_form_of(path));
  int result = store_each(store, NULL, put, &out);
  if (result == 0) result = table_end(&out); /* a pipe cannot be synced, and need not be */
  if (result == 0 && fsync(fileno(file)) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
    result = err_set(ERR_MACHINE, "%s could not be written whole (%s); make room and try again", path,
                     strerror(errno));
  *count = out.count;
  return result;
}

static int export(struct store *store, const char *path) {
  if (table_form_of(path) == TABLE_FORMS)
    return err_set(ERR_USAGE, "the history goes into a .csv or a .json file, not %s", path);
  struct outfile target;
  int count = 0, result = outfile_begin(&target, path);
  if (result != 0) return result;
  FILE *file = fopen(target.work, "w");
  if (!file) return err_set(ERR_MACHINE, "%s cannot be written: is the folder there, and yours?", path);
  result = write_all(store, file, path, &count);
  if (fclose(file) != 0 && result == 0)
    result = err_set(ERR_MACHINE, "%s could not be written whole: is the disk full?", path);
  if (result == 0)
    result = outfile_commit(&target);
  else
    outfile_abort(&target);
  if (result == 0) printf("%d %s written to %s\n", count, count == 1 ? "fact" : "facts", path);
  return result;
}

static int import(struct store *store, const char *path) {
  struct table table = {0};
  struct diag_list list = {0};
  int added = 0, result = table_load(path, &table, &list);
  for (int i = 0; i < list.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    fprintf(stderr, "%s\n", diag_line(&list.rows[i], line, sizeof line));
  }
  if (list.dropped > 0) fprintf(stderr, "and %d more\n", list.dropped);
  if (result == 0) {
    result = store_add(store, table.records, table.count, &added);
    if (result == ERR_MACHINE)
      err_set(ERR_MACHINE,
              "nothing of %s was imported: the saved data cannot be written; make room on the disk or look "
              "at its folder, and import it again",
              path);
  }
  if (result == 0)
    printf("%d %s read, %d of them new\n", table.count, table.count == 1 ? "fact" : "facts", added);
  table_free(&table);
  diag_clear(&list);
  return result;
}

int archive_command(const struct args *args) {
  char home[HOME_PATH_MAX];
  struct store *store;
  bool in = strcmp(args->paths[0], "import") == 0;
  int result = home_open(args, in ? HOME_WRITE : HOME_READ, home, &store);
  if (result != 0) return result;
  result = in ? import(store, args->paths[1]) : export(store, args->paths[1]);
  store_close(store);
  return result;
}
