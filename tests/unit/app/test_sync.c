/* Devices brought together by way of a folder, from store to store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "facts.h"
#include "home_stand.h"
#include "sync.h"

#define DEVICES 3

struct fixture {
  char homes[DEVICES][HOME_STAND_PATH], folder[HOME_STAND_PATH];
  struct store *stores[DEVICES];
  struct facts_dice dice;
};

static int set_up(void **state) {
  static struct fixture f;
  memset(&f, 0, sizeof f);
  f.dice = (struct facts_dice){7};
  home_stand_make(f.folder);
  for (int i = 0; i < DEVICES; i++) {
    home_stand_make(f.homes[i]);
    f.stores[i] = home_stand_open(f.homes[i]);
  }
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *f = *state;
  for (int i = 0; i < DEVICES; i++) {
    store_close(f->stores[i]);
    home_stand_remove(f->homes[i]);
  }
  home_stand_remove(f->folder);
  return 0;
}

static void make(struct fixture *f, int device, int count) {
  char id[RECORD_ID_SIZE];
  store_device_id(f->stores[device], id);
  for (int i = 0; i < count; i++) {
    struct record fact = facts_make(&f->dice, (enum record_kind)(i % RECORD_KINDS), id);
    assert_int_equal(store_add(f->stores[device], &fact, 1, NULL), 0);
  }
}

static struct sync_report sync_device(struct fixture *f, int device) {
  struct sync_report report;
  struct diag_list list = {0};
  if (sync_run(f->stores[device], f->folder, &report, &list) != 0) fail_msg("%s", err_text());
  assert_int_equal(list.count, report.damaged);
  diag_clear(&list);
  return report;
}

static void assert_alike(struct fixture *f, int count) {
  static struct home_stand_facts first;
  first = *home_stand_facts(f->stores[0]);
  assert_int_equal(first.count, count);
  for (int d = 1; d < DEVICES; d++) {
    const struct home_stand_facts *other = home_stand_facts(f->stores[d]);
    assert_int_equal(other->count, count);
    for (int i = 0; i < count; i++) assert_string_equal(other->records[i].id, first.records[i].id);
  }
}

static void what_one_device_made_the_others_have_once(void **state) {
  struct fixture *f = *state;
  make(f, 0, 12);
  struct sync_report out = sync_device(f, 0);
  assert_int_equal(out.came_in, 0);
  assert_int_equal(out.went_out, 12);
  for (int d = 1; d < DEVICES; d++) {
    struct sync_report in = sync_device(f, d);
    assert_int_equal(in.came_in, 12);
    assert_int_equal(in.went_out, 0);
    assert_int_equal(in.damaged, 0);
  }
  assert_alike(f, 12);
}

static void no_order_matters_and_once_more_changes_nothing(void **state) {
  struct fixture *f = *state;
  static const int order[] = {2, 0, 1, 1, 0, 2, 0};
  for (int d = 0; d < DEVICES; d++) make(f, d, 6);
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) sync_device(f, order[i]);
  assert_alike(f, 18);
  for (int d = 0; d < DEVICES; d++) {
    struct sync_report again = sync_device(f, d);
    assert_int_equal(again.devices, DEVICES);
    assert_int_equal(again.came_in + again.went_out + again.damaged, 0);
  }
}

/* A device that lost its database has its facts back from the folder, under the new id of the new one. */
static void a_lost_database_comes_back(void **state) {
  struct fixture *f = *state;
  make(f, 0, 9);
  sync_device(f, 0);
  store_close(f->stores[0]);
  home_stand_remove(f->homes[0]);
  home_stand_make(f->homes[0]);
  f->stores[0] = home_stand_open(f->homes[0]);
  assert_int_equal(sync_device(f, 0).came_in, 9);
  for (int d = 1; d < DEVICES; d++) sync_device(f, d);
  assert_alike(f, 9);
}

static void a_folder_that_is_not_there_is_a_sentence_and_changes_nothing(void **state) {
  struct fixture *f = *state;
  struct sync_report report;
  struct diag_list list = {0};
  make(f, 0, 3);
  assert_int_equal(sync_run(f->stores[0], "/no such folder", &report, &list), ERR_MACHINE);
  assert_true(strlen(err_text()) > 0);
  assert_int_equal(home_stand_facts(f->stores[0])->count, 3);
  diag_clear(&list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_one_device_made_the_others_have_once),
      TEST(no_order_matters_and_once_more_changes_nothing),
      TEST(a_lost_database_comes_back),
      TEST(a_folder_that_is_not_there_is_a_sentence_and_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
