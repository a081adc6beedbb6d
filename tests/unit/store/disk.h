/* A disk that can fail, between SQLite and the files: what was written stays in memory until it is synced, a
** call of a chosen number fails, and when the power goes any part of what was not synced is lost or garbled,
** as real disks do. Only write, sync and truncate count as calls. One thread. */
#ifndef TEST_DISK_H
#define TEST_DISK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "made.h"

#define DISK_SECTOR 512
#define DISK_FILES  16
#define DISK_NEVER  (1L << 40)

enum disk_fault { DISK_IO_ERROR, DISK_FULL };

struct disk_op { /* bytes NULL: the file was cut to `at` */
  unsigned char *bytes;
  int64_t at;
  int count;
};

struct disk_file {
  char path[1200];
  unsigned char *now; /* as the program sees it; the real file is as it was at the last sync */
  int64_t size, room;
  struct disk_op *ops; /* since then */
  int op_count, open_count;
};

struct disk_handle {
  sqlite3_file base;
  struct disk_file *file;
};

static struct disk {
  sqlite3_vfs vfs, *real;
  struct disk_file *files[DISK_FILES];
  struct dice dice;
  long calls, fail_from, fail_until, power_off_at;
  enum disk_fault fault;
  bool off;
} disk;

/* ---- the bytes of a file ------------------------------------------------------------------------------ */

static inline void disk_resize(unsigned char **bytes, int64_t *size, int64_t *room, int64_t wanted) {
  if (wanted > *room) {
    *room = wanted * 2;
    *bytes = realloc(*bytes, (size_t)*room);
    if (!*bytes) abort();
  }
  if (wanted > *size) memset(*bytes + *size, 0, (size_t)(wanted - *size));
  *size = wanted;
}

static inline void disk_load(const char *path, unsigned char **bytes, int64_t *size, int64_t *room) {
  FILE *in = fopen(path, "rb");
  if (!in) return;
  fseek(in, 0, SEEK_END);
  disk_resize(bytes, size, room, ftell(in));
  rewind(in);
  if (*size && fread(*bytes, 1, (size_t)*size, in) != (size_t)*size) abort();
  fclose(in);
}

static inline void disk_save(const char *path, const unsigned char *bytes, int64_t size) {
  FILE *out = fopen(path, "wb");
  if (!out || (size && fwrite(bytes, 1, (size_t)size, out) != (size_t)size) || fclose(out) != 0) abort();
}

static inline void disk_forget_ops(struct disk_file *file) {
  for (int i = 0; i < file->op_count; i++) free(file->ops[i].bytes);
  free(file->ops);
  file->ops = NULL;
  file->op_count = 0;
}

static inline void disk_note(struct disk_file *file, const void *bytes, int count, int64_t at) {
  file->ops = realloc(file->ops, (size_t)(file->op_count + 1) * sizeof *file->ops);
  struct disk_op op = {.bytes = bytes ? malloc((size_t)count) : NULL, .at = at, .count = count};
  if (bytes) memcpy(op.bytes, bytes, (size_t)count);
  file->ops[file->op_count++] = op;
}

static inline void disk_drop(int i) {
  disk_forget_ops(disk.files[i]);
  free(disk.files[i]->now);
  free(disk.files[i]);
  disk.files[i] = NULL;
}

/* ---- the power goes ----------------------------------------------------------------------------------- */

/* Sector by sector: written, not written, or noise. */
static inline void disk_half_write(const struct disk_op *op, unsigned char **bytes, int64_t *size,
                                   int64_t *room) {
  for (int at = 0; at < op->count; at += DISK_SECTOR) {
    int n = op->count - at < DISK_SECTOR ? op->count - at : DISK_SECTOR, fate = below(&disk.dice, 3);
    if (fate == 0) continue;
    if (op->at + at + n > *size) disk_resize(bytes, size, room, op->at + at + n);
    for (int i = 0; i < n; i++)
      (*bytes)[op->at + at + i] = fate == 1 ? op->bytes[at + i] : (unsigned char)roll(&disk.dice);
  }
}

static inline void disk_power_off(void) {
  disk.off = true;
  for (int f = 0; f < DISK_FILES; f++) {
    struct disk_file *file = disk.files[f];
    if (!file || file->op_count == 0) continue;
    unsigned char *bytes = NULL;
    int64_t size = 0, room = 0;
    disk_load(file->path, &bytes, &size, &room);
    for (int i = 0; i < file->op_count; i++) {
      const struct disk_op *op = &file->ops[i];
      int fate = below(&disk.dice, 3); /* lost, done, half done */
      if (fate == 0) continue;
      if (!op->bytes) {
        if (op->at < size) size = op->at;
      } else if (fate == 1) {
        if (op->at + op->count > size) disk_resize(&bytes, &size, &room, op->at + op->count);
        memcpy(bytes + op->at, op->bytes, (size_t)op->count);
      } else {
        disk_half_write(op, &bytes, &size, &room);
      }
    }
    disk_save(file->path, bytes, size);
    free(bytes);
  }
}

static inline int disk_call(int io_error) {
  if (disk.off) return io_error;
  disk.calls++;
  if (disk.calls == disk.power_off_at) {
    disk_power_off();
    return io_error;
  }
  if (disk.calls < disk.fail_from || disk.calls >= disk.fail_until) return SQLITE_OK;
  return disk.fault == DISK_FULL && io_error == SQLITE_IOERR_WRITE ? SQLITE_FULL : io_error;
}

/* ---- what SQLite calls -------------------------------------------------------------------------------- */

static inline struct disk_file *disk_of(sqlite3_file *handle) {
  return ((struct disk_handle *)handle)->file;
}

static inline int disk_close(sqlite3_file *handle) {
  struct disk_file *file = disk_of(handle);
  if (--file->open_count > 0 || file->op_count > 0)
    return SQLITE_OK; /* what is not synced can still be lost */
  for (int i = 0; i < DISK_FILES; i++) {
    if (disk.files[i] != file) continue;
    disk_drop(i);
    break;
  }
  return SQLITE_OK;
}

static inline int disk_read(sqlite3_file *handle, void *out, int count, sqlite3_int64 at) {
  struct disk_file *file = disk_of(handle);
  int64_t there = at < file->size ? file->size - at : 0;
  if (there >= count) {
    memcpy(out, file->now + at, (size_t)count);
    return SQLITE_OK;
  }
  memset(out, 0, (size_t)count);
  if (there > 0) memcpy(out, file->now + at, (size_t)there);
  return SQLITE_IOERR_SHORT_READ;
}

static inline int disk_write(sqlite3_file *handle, const void *bytes, int count, sqlite3_int64 at) {
  struct disk_file *file = disk_of(handle);
  int rc = disk_call(SQLITE_IOERR_WRITE);
  if (rc != SQLITE_OK) return rc;
  if (at + count > file->size) disk_resize(&file->now, &file->size, &file->room, at + count);
  memcpy(file->now + at, bytes, (size_t)count);
  disk_note(file, bytes, count, at);
  return SQLITE_OK;
}

static inline int disk_truncate(sqlite3_file *handle, sqlite3_int64 size) {
  struct disk_file *file = disk_of(handle);
  int rc = disk_call(SQLITE_IOERR_TRUNCATE);
  if (rc != SQLITE_OK) return rc;
  if (size < file->size) file->size = size;
  disk_note(file, NULL, 0, size);
  return SQLITE_OK;
}

static inline int disk_sync(sqlite3_file *handle, int flags) {
  (void)flags;
  struct disk_file *file = disk_of(handle);
  int rc = disk_call(SQLITE_IOERR_FSYNC);
  if (rc != SQLITE_OK) return rc;
  disk_save(file->path, file->now, file->size);
  disk_forget_ops(file);
  return SQLITE_OK;
}

static inline int disk_size(sqlite3_file *handle, sqlite3_int64 *size) {
  *size = disk_of(handle)->size;
  return SQLITE_OK;
}

static inline int disk_lock(sqlite3_file *handle, int level) {
  (void)handle, (void)level;
  return SQLITE_OK;
}

static inline int disk_locked(sqlite3_file *handle, int *out) {
  (void)handle;
  *out = 0;
  return SQLITE_OK;
}

static inline int disk_control(sqlite3_file *handle, int what, void *argument) {
  (void)handle, (void)what, (void)argument;
  return SQLITE_NOTFOUND;
}

static inline int disk_sector(sqlite3_file *handle) {
  (void)handle;
  return DISK_SECTOR;
}

static inline int disk_nature(sqlite3_file *handle) {
  (void)handle;
  return 0;
}

static const sqlite3_io_methods disk_methods = {
    1,         disk_close, disk_read,   disk_write,   disk_truncate, disk_sync,   disk_size,
    disk_lock, disk_lock,  disk_locked, disk_control, disk_sector,   disk_nature, NULL,
    NULL,      NULL,       NULL,        NULL,         NULL};

static inline int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *handle, int flags, int *out) {
  (void)vfs;
  struct disk_handle *h = (struct disk_handle *)handle;
  int empty = -1;
  handle->pMethods = NULL;
  h->file = NULL;
  if (!path || disk.off || (!(flags & SQLITE_OPEN_CREATE) && access(path, F_OK) != 0)) return SQLITE_CANTOPEN;
  for (int i = 0; i < DISK_FILES; i++) {
    struct disk_file *there = disk.files[i];
    if (there && there->open_count == 0 && access(there->path, F_OK) != 0)
      disk_drop(i); /* removed meanwhile */
    if (!disk.files[i]) empty = i;
    if (disk.files[i] && strcmp(disk.files[i]->path, path) == 0) h->file = disk.files[i];
  }
  if (!h->file) {
    struct disk_file *file = calloc(1, sizeof *file);
    if (!file || empty < 0) abort();
    snprintf(file->path, sizeof file->path, "%s", path);
    if (access(path, F_OK) != 0) disk_save(path, NULL, 0);
    disk_load(path, &file->now, &file->size, &file->room);
    disk.files[empty] = h->file = file;
  }
  h->file->open_count++;
  handle->pMethods = &disk_methods;
  if (out) *out = flags;
  return SQLITE_OK;
}

static inline int disk_delete(sqlite3_vfs *vfs, const char *path, int sync) {
  (void)vfs, (void)sync;
  if (disk.off) return SQLITE_IOERR_DELETE;
  for (int i = 0; i < DISK_FILES; i++) {
    struct disk_file *file = disk.files[i];
    if (!file || strcmp(file->path, path) != 0 || file->open_count > 0) continue;
    disk_drop(i);
  }
  return unlink(path) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

/* ---- for tests ---------------------------------------------------------------------------------------- */

/* From now on SQLite works on this disk, which is in order. */
static inline void disk_insert(uint64_t seed) {
  disk.real = sqlite3_vfs_find("unix");
  disk.vfs = *disk.real;
  disk.vfs.iVersion = 1;
  disk.vfs.zName = "test-disk";
  disk.vfs.szOsFile = sizeof(struct disk_handle);
  disk.vfs.xOpen = disk_open;
  disk.vfs.xDelete = disk_delete;
  disk.dice.state = seed;
  disk.calls = 0;
  disk.off = false;
  disk.fail_from = disk.fail_until = disk.power_off_at = DISK_NEVER;
  sqlite3_vfs_register(&disk.vfs, 1);
}

/* Calls first…last, counted from now, fail. */
static inline void disk_fail(long first, long last, enum disk_fault fault) {
  disk.calls = 0;
  disk.fail_from = first;
  disk.fail_until = last + 1;
  disk.fault = fault;
}

static inline void disk_heal(void) {
  disk.fail_from = disk.fail_until = DISK_NEVER;
}

/* Takes the disk out. Without the power gone, what was not synced is written. Every connection has to be
** closed. */
static inline void disk_remove(void) {
  for (int i = 0; i < DISK_FILES; i++) {
    struct disk_file *file = disk.files[i];
    if (!file) continue;
    if (!disk.off && file->op_count > 0 && access(file->path, F_OK) == 0)
      disk_save(file->path, file->now, file->size);
    disk_drop(i);
  }
  sqlite3_vfs_unregister(&disk.vfs);
  sqlite3_vfs_register(disk.real, 1);
}

#endif
