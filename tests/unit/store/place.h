/* A folder of its own for every case, with a database in it. */
#ifndef TEST_PLACE_H
#define TEST_PLACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "err.h"
#include "log.h"
#include "store.h"

struct place {
  char folder[512], path[600];
};

static inline int set_up(void **state) {
  struct place *place = calloc(1, sizeof *place);
  snprintf(place->folder, sizeof place->folder, "%s/store-XXXXXX", TEST_BINARY_DIR);
  assert_non_null(mkdtemp(place->folder));
  snprintf(place->path, sizeof place->path, "%s/supine.db", place->folder);
  log_set_level(LOG_ERROR);
  *state = place;
  return 0;
}

static inline int tear_down(void **state) {
  struct place *place = *state;
  char command[700];
  snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
  chmod(place->folder, 0700);
  assert_int_equal(system(command), 0);
  free(place);
  return 0;
}

static inline struct store *opened(const char *path, enum store_state expected) {
  enum store_state state = STORE_MEMORY;
  struct store *store = store_open(path, &state);
  assert_non_null(store);
  if (state != expected) fail_msg("state %d instead of %d: %s", (int)state, (int)expected, err_text());
  return store;
}

static inline int files_like(const char *folder, const char *part) {
  char command[700];
  snprintf(command, sizeof command, "ls '%s' | grep -c '%s'", folder, part);
  FILE *pipe = popen(command, "r");
  int count = -1;
  assert_int_equal(fscanf(pipe, "%d", &count), 1);
  pclose(pipe);
  return count;
}

static inline void run_sql(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

/* Writes text over the file, or a new one. */
static inline void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* A file's bytes, on the heap. */
static inline unsigned char *read_bytes(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size + 1);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static inline void write_bytes(const char *path, const unsigned char *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

/* What integrity_check says of the file. */
static inline void assert_sound(const char *path) {
  sqlite3 *db = NULL;
  sqlite3_stmt *check = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &check, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(check), SQLITE_ROW);
  assert_string_equal((const char *)sqlite3_column_text(check, 0), "ok");
  sqlite3_finalize(check);
  sqlite3_close(db);
}

#endif
