/* The stubs that editors read say what a script really has: no name more, none less. The template is a routine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loading.h"

#define API TEST_SOURCE_DIR "/scripts/api/"

static int open_all(void **state) {
  struct loading *loading = calloc(1, sizeof *loading);
  loading_open(loading);
  *state = loading;
  return 0;
}

static int close_all(void **state) {
  loading_close(*state);
  free(*state);
  return 0;
}

/* Returns its own environment as texts: "assert" → "function", "math.pi" → "number". */
static const char inventory[] =
    "-- api-version: 1\n"
    "local found = {}\n"
    "for name, value in next, _ENV do\n"
    "  found[name] = type(value)\n"
    "  if type(value) == 'table' then\n"
    "    found[name] = {}\n"
    "    for inner, member in next, value do found[name][inner] = type(member) end\n"
    "  end\n"
    "end\n"
    "return found\n";

static void take_inventory(struct loading *loading, struct loc *loc) {
  struct source source;
  diag_clear(&loading->list);
  assert_int_equal(source_take("inventory.lua", inventory, sizeof inventory - 1, &loading->arena, &source),
                   0);
  int id = host_request(loading->host, &source, 0, "");
  host_wait(loading->host, id);
  assert_int_equal(host_take_locale(loading->host, id, loc, &loading->arena, &loading->list), 0);
  loc_seal(loc);
}

/* The names that a stub file declares in its first column: function math.abs(…), math.pi = …; not math = {}. */
static void add_stubs(const char *file, struct loc *stubs, struct arena *arena) {
  char path[512], line[512], name[64];
  snprintf(path, sizeof path, API "%s", file);
  FILE *in = fopen(path, "r");
  assert_non_null(in);
  while (fgets(line, sizeof line, in)) {
    if (sscanf(line, "function %63[a-z0-9_.](", name) == 1)
      loc_add(stubs, arena, name, "function");
    else if (sscanf(line, "%63[a-z0-9_.] = ", name) == 1 && strchr(name, '.'))
      loc_add(stubs, arena, name, "value");
  }
  fclose(in);
}

static void test_stubs_and_real_tables_agree(void **state) {
  static const char *const files[] = {"base.lua",  "math.lua", "string.lua",
                                      "table.lua", "utf8.lua", "date.lua"};
  struct loading *loading = *state;
  struct loc real = {0}, stubs = {0};
  take_inventory(loading, &real);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) add_stubs(files[i], &stubs, &loading->arena);
  loc_seal(&stubs);
  int wrong = 0;
  for (int i = 0; i < real.count; i++) {
    const char *stub = loc_find(&stubs, real.entries[i].key);
    if (stub && (strcmp(stub, "function") == 0) == (strcmp(real.entries[i].text, "function") == 0)) continue;
    print_error("scripts have %s, but no stub says so\n", real.entries[i].key);
    wrong++;
  }
  for (int i = 0; i < stubs.count; i++) {
    if (loc_find(&real, stubs.entries[i].key)) continue;
    print_error("a stub promises %s, but scripts have no such thing\n", stubs.entries[i].key);
    wrong++;
  }
  assert_int_equal(wrong, 0);
  assert_true(real.count > 60);
}

/* Every joint and motion of the body is in the stub of the routine format. */
static void test_the_routine_stub_names_every_joint_and_motion(void **state) {
  (void)state;
  static char text[16384];
  FILE *in = fopen(API "routine.lua", "r");
  assert_non_null(in);
  size_t n = fread(text, 1, sizeof text - 1, in);
  fclose(in);
  text[n] = '\0';
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "---@field %s? {", fields[i].joint);
    const char *line = strstr(text, wanted);
    assert_non_null(line);
    snprintf(wanted, sizeof wanted, " %s?:", fields[i].motion);
    const char *motion = strstr(line, wanted);
    assert_non_null(motion);
    assert_true((size_t)(motion - line) < strcspn(line, "\n"));
  }
}

static void test_the_template_loads(void **state) {
  const struct routine *routine =
      loading_routine(*state, TEST_SOURCE_DIR "/scripts/template/routines/my-stretch.lua", "");
  assert_non_null(routine);
  assert_string_equal(routine->id, "my-stretch");
  assert_int_equal(routine->rep[9].count, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_stubs_and_real_tables_agree),
      cmocka_unit_test(test_the_routine_stub_names_every_joint_and_motion),
      cmocka_unit_test(test_the_template_loads),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
