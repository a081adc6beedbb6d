#include "sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "err.h"
#include "home.h"
#include "journal.h"
#include "logbook.h"
#include "store_facts.h"

struct in {
  struct store *store;
  int added;
};

static int take(void *user, const struct record *records, int count) {
  struct in *in = user;
  int added = 0, result = store_add(in->store, records, count, &added);
  in->added += added;
  return result;
}

static bool is_there(void *user, const char id[RECORD_ID_SIZE]) {
  const struct in *in = user;
  return store_has(in->store, id);
}

struct out {
  struct journal *journal;
  int result;
};

static bool give(void *context, const struct record *record) {
  struct out *out = context;
  out->result = journal_put(out->journal, record);
  return out->result == 0;
}

int sync_run(struct store *store, const char *dir, struct sync_report *report, struct diag_list *list) {
  char device[RECORD_ID_SIZE];
  struct in in = {.store = store};
  struct journal_count count = {0};
  memset(report, 0, sizeof *report);
  store_device_id(store, device);
  const struct journal_reader reader = {.take = take, .known = is_there, .user = &in};
  int result = journal_read_folder(dir, &reader, &count, list);
  store_has_end(store);
  report->devices = count.files;
  report->came_in = in.added;
  report->damaged = count.damaged + count.skipped;
  if (result != 0) return result;
  struct out out = {.journal = journal_open(dir, device)};
  if (!out.journal) return ERR_MACHINE;
  result = store_each(store, NULL, give, &out);
  if (result == 0) result = out.result;
  int closed = journal_close(out.journal, &report->went_out);
  return result ? result : closed;
}

int sync_command(const struct args *args) {
  char home[HOME_PATH_MAX], real[HOME_PATH_MAX * 4];
  struct store *store;
  int result = home_open(args, HOME_WRITE, home, &store);
  if (result != 0) return result;
  const char *dir = args->path_count ? args->paths[0] : store_get(store, LOGBOOK_SYNC_KEY);
  if (!dir) {
    store_close(store);
    return err_set(ERR_USAGE,
                   "supine sync needs the folder that your file synchroniser carries: supine sync DIR");
  }
  snprintf(real, sizeof real, "%s", dir);
  char *resolved = realpath(dir, NULL);
  if (resolved) snprintf(real, sizeof real, "%s", resolved);
  free(resolved);
  struct sync_report report;
  struct diag_list list = {0};
  result = sync_run(store, real, &report, &list);
  for (int i = 0; i < list.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    fprintf(stderr, "supine: %s\n", diag_line(&list.rows[i], line, sizeof line));
  }
  if (list.dropped > 0) fprintf(stderr, "supine: and %d more\n", list.dropped);
  diag_clear(&list);
  if (result == 0) {
    printf("%d %s came in from %d %s, %d went out\n", report.came_in, report.came_in == 1 ? "fact" : "facts",
           report.devices, report.devices == 1 ? "device" : "devices", report.went_out);
    if (args->path_count)
      result = store_put(store, LOGBOOK_SYNC_KEY, real); /* "Keep devices together" uses it */
  }
  store_close(store);
  return result;
}
