/* Three devices, one history: whatever a carrier does to the files on the way, in the end every device has all
** that was ever made, once. Each run has its seed; a failing one is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "facts.h"
#include "folder.h"
#include "line.h"

#define RUNS      320
#define DEVICES   3
#define FACTS_MAX 64
#define STEPS     40

struct device {
  char id[RECORD_ID_SIZE], file[RECORD_ID_SIZE + 8];
  char dir[FOLDER_PATH];
  struct folder_pile store; /* what its database holds */
  struct {
    char *bytes;
    size_t n;
  } earlier[DEVICES]; /* files as they once were, for a carrier that comes late */
};

struct world {
  struct facts_dice dice;
  struct device devices[DEVICES];
  struct record made[FACTS_MAX];
  int made_count;
  struct folder_pile read;
};

static int roll(struct world *world, int count) {
  return (int)facts_between(&world->dice, 0, count - 1);
}

/* As a database does: a fact whose id is there is left as it is. */
static void keep(struct folder_pile *store, const struct record *fact) {
  for (int i = 0; i < store->count; i++) {
    if (strcmp(store->facts[i].id, fact->id) == 0) return;
  }
  store->facts[store->count++] = *fact;
}

static void sync_device(struct world *world, struct device *device) {
  struct diag_list list = {0};
  struct journal_count count;
  assert_int_equal(folder_read_all(device->dir, &world->read, &count, &list), 0);
  for (int i = 0; i < world->read.count; i++) keep(&device->store, &world->read.facts[i]);
  assert_int_equal(journal_append(device->dir, device->id, device->store.facts, device->store.count, NULL),
                   0);
  assert_int_equal(list.errors, 0);
  diag_clear(&list);
}

static void make_fact(struct world *world, struct device *device) {
  if (world->made_count == FACTS_MAX) return;
  struct record fact = facts_make(&world->dice, (enum record_kind)roll(world, RECORD_KINDS), device->id);
  world->made[world->made_count++] = fact;
  keep(&device->store, &fact);
}

/* Takes the file of one device from one folder to another, in one of the ways in which that goes wrong. Even a
** device's own file may be overwritten so. */
static void carry(struct world *world) {
  struct device *from = &world->devices[roll(world, DEVICES)], *to = &world->devices[roll(world, DEVICES)];
  int whose = roll(world, DEVICES), way = roll(world, 6);
  const char *name = world->devices[whose].file;
  char copy[RECORD_ID_SIZE + 40];
  size_t n;
  char *bytes = folder_read(from->dir, name, &n);
  if (!bytes) return;
  if (way == 0) n = (size_t)roll(world, (int)n + 1); /* by halves */
  for (int i = 0; way == 1 && n > 0 && i < 5; i++) bytes[roll(world, (int)n)] ^= (char)(1 + roll(world, 255));
  if (way == 2) { /* late: the file as it was */
    if (from->earlier[whose].bytes) {
      free(bytes);
      bytes = strdup(from->earlier[whose].bytes);
      n = from->earlier[whose].n;
    }
  }
  if (way == 3) {
    snprintf(copy, sizeof copy, "%s.sync-conflict-%d.jsonl", world->devices[whose].id, roll(world, 3));
    name = copy;
  }
  if (from != to || way == 3) folder_write(to->dir, name, bytes, n);
  if (way == 4) {
    free(from->earlier[whose].bytes);
    from->earlier[whose].bytes = strdup(bytes);
    from->earlier[whose].n = strlen(bytes);
  }
  free(bytes);
}

/* A database is lost just after a sync: the folder gives its facts back. */
static void lose_database(struct world *world, struct device *device) {
  sync_device(world, device);
  int before = device->store.count;
  device->store.count = 0;
  sync_device(world, device);
  assert_true(device->store.count <=
              before); /* facts of others may not have come by yet; own ones must be there */
  for (int i = 0; i < world->made_count; i++) {
    if (strcmp(world->made[i].device, device->id) == 0) {
      int had = device->store.count;
      keep(&device->store, &world->made[i]);
      assert_int_equal(device->store.count, had);
    }
  }
}

/* At last the carrier brings everything as its owner wrote it. */
static void bring_everything(struct world *world) {
  for (int d = 0; d < DEVICES; d++) sync_device(world, &world->devices[d]);
  for (int whose = 0; whose < DEVICES; whose++) {
    size_t n;
    char *bytes = folder_read(world->devices[whose].dir, world->devices[whose].file, &n);
    assert_non_null(bytes);
    for (int d = 0; d < DEVICES; d++) {
      if (d != whose) folder_write(world->devices[d].dir, world->devices[whose].file, bytes, n);
    }
    free(bytes);
  }
  for (int d = 0; d < DEVICES; d++) sync_device(world, &world->devices[d]);
}

/* Facts that the device lacks, has too many, or has in other words. */
static int count_wrong(const struct world *world, const struct folder_pile *store) {
  int wrong = abs(store->count - world->made_count);
  for (int i = 0; i < world->made_count; i++) {
    int found = 0;
    for (int j = 0; j < store->count; j++)
      found +=
          strcmp(world->made[i].id, store->facts[j].id) == 0 && line_same(&world->made[i], &store->facts[j]);
    wrong += found != 1;
  }
  return wrong;
}

static int run(struct world *world, uint64_t seed) {
  memset(world, 0, sizeof *world);
  world->dice.state = seed;
  for (int d = 0; d < DEVICES; d++) {
    struct device *device = &world->devices[d];
    facts_id(&world->dice, device->id);
    memcpy(device->file, device->id, RECORD_ID_SIZE - 1);
    memcpy(device->file + RECORD_ID_SIZE - 1, ".jsonl", 7);
    folder_make(device->dir);
  }
  for (int step = 0; step < STEPS; step++) {
    struct device *device = &world->devices[roll(world, DEVICES)];
    int what = roll(world, 20);
    if (what < 8)
      make_fact(world, device);
    else if (what < 12)
      sync_device(world, device);
    else if (what < 19)
      carry(world);
    else
      lose_database(world, device);
  }
  bring_everything(world);
  int wrong = 0;
  for (int d = 0; d < DEVICES; d++) {
    wrong += count_wrong(world, &world->devices[d].store);
    for (int e = 0; e < DEVICES; e++) free(world->devices[d].earlier[e].bytes);
    folder_remove(world->devices[d].dir);
  }
  return wrong;
}

static void in_the_end_every_device_has_everything_once(void **state) {
  (void)state;
  struct world *world = malloc(sizeof *world);
  int wrong = 0, facts = 0;
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    int here = run(world, seed * UINT64_C(0x9E3779B97F4A7C15));
    if (here) print_message("seed %llu: %d facts wrong\n", (unsigned long long)seed, here);
    wrong += here > 0;
    facts += world->made_count;
  }
  free(world);
  print_message("%d runs of %d devices, %d facts, %d runs wrong\n", RUNS, DEVICES, facts, wrong);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_the_end_every_device_has_everything_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
