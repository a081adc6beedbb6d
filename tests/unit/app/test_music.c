/* Which file of music a session takes: the player's own before the mod's. There is no device here, so that nothing is
** loaded: the path that was found is looked at. */
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

#include "music.h"

#define FOLDER_MAX 64

static char folder[FOLDER_MAX];
static struct ear ear; /* no device */

static void path_of(char out[2 * FOLDER_MAX], const char *name) {
  snprintf(out, 2 * FOLDER_MAX, "%s/%s", folder, name);
}

static void make(const char *name) {
  char path[2 * FOLDER_MAX];
  path_of(path, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fclose(file);
}

static const char *const folders[] = {"home", "home/routines", "mod", "mod/routines", "loose"};
static const char *const files[] = {"home/music.ogg", "mod/music.ogg", "mod/routines/music.ogg",
                                    "loose/music.ogg"};
#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

static int begin(void **state) {
  (void)state;
  char path[2 * FOLDER_MAX];
  snprintf(folder, sizeof folder, "/tmp/supine-music-XXXXXX");
  if (!mkdtemp(folder)) return -1;
  for (int i = 0; i < COUNT(folders); i++) {
    path_of(path, folders[i]);
    if (mkdir(path, 0700) != 0) return -1;
  }
  return 0;
}

static int end(void **state) {
  (void)state;
  char path[2 * FOLDER_MAX];
  for (int i = 0; i < COUNT(files); i++) {
    path_of(path, files[i]);
    unlink(path);
  }
  for (int i = COUNT(folders) - 1; i >= 0; i--) {
    path_of(path, folders[i]);
    rmdir(path);
  }
  return rmdir(folder);
}

/* The folder in which the music for a routine of that file is found; "" where there is none. */
static const char *found(const char *file) {
  static struct music music;
  static char at[2 * FOLDER_MAX];
  char home[2 * FOLDER_MAX], path[2 * FOLDER_MAX], where[MUSIC_PATH_MAX];
  path_of(home, "home");
  path_of(path, file ? file : "");
  assert_int_equal(music_look(&music, home, file ? path : NULL, &ear), 0);
  if (!music.there) return "";
  snprintf(where, sizeof where, "%.*s", (int)(strlen(music.path) - strlen("/" MUSIC_FILE)), music.path);
  char real[4096], root[4096];
  assert_non_null(realpath(where, real));
  assert_non_null(realpath(folder, root));
  snprintf(at, sizeof at, "%s", real + strlen(root) + 1);
  return at;
}

static void without_a_file_there_is_none(void **state) {
  (void)state;
  assert_string_equal(found(NULL), "");
  assert_string_equal(found("mod/routines/x.lua"), "");
}

static void a_mod_brings_its_own(void **state) {
  (void)state;
  make("mod/music.ogg");
  assert_string_equal(found("mod/routines/x.lua"), "mod");
  assert_string_equal(found("loose/x.lua"), ""); /* another's */
  assert_string_equal(found(NULL), "");
  make("loose/music.ogg");
  assert_string_equal(found("loose/x.lua"), "loose"); /* a single file with its music beside it */
  make("mod/routines/music.ogg");
  assert_string_equal(found("mod/routines/x.lua"), "mod/routines");
}

static void the_players_own_goes_before_the_mods(void **state) {
  (void)state;
  make("mod/music.ogg");
  make("home/music.ogg");
  assert_string_equal(found("mod/routines/x.lua"), "home");
  assert_string_equal(found("home/routines/x.lua"), "home");
  assert_string_equal(found(NULL), "home");
}

static void names_that_are_no_paths_do_no_harm(void **state) {
  (void)state;
  static char wide[3 * MUSIC_PATH_MAX];
  memset(wide, 'x', sizeof wide - 1);
  memcpy(wide, "/", 1);
  wide[sizeof wide - 10] = '/';
  struct music music = {0};
  static const char *const names[] = {"", "x.lua", "/x.lua", "routines/x.lua", "/routines/x.lua", wide};
  for (int i = 0; i < COUNT(names); i++) {
    assert_int_equal(music_look(&music, NULL, names[i], &ear), 0);
    assert_false(music.there);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(without_a_file_there_is_none),
      TEST(a_mod_brings_its_own),
      TEST(the_players_own_goes_before_the_mods),
      TEST(names_that_are_no_paths_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
