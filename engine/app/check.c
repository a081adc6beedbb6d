#include "commands.h"

#include <dirent.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "catalog.h"
#include "err.h"

#define CHECK_PATH_MAX  1024
#define CHECK_FILES_MAX 3000 /* below one folder; a mod has a handful */
#define CHECK_DEPTH_MAX 4

struct check {
  struct catalog *catalog;
  struct diag_list list;
  int files;
};

static bool is_lua(const char *name) {
  size_t length = strlen(name);
  return length > 4 && strcmp(name + length - 4, ".lua") == 0;
}

static void check_file(struct check *check, const char *path) {
  check->files++;
  catalog_check(check->catalog, path, &check->list);
}

static int visible(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

/* Files in alphabetical order, so that two runs say the same; links to folders are not followed. Folders named api
** hold stubs for editors, which are never run. */
static void check_folder(struct check *check, const char *path, int depth) {
  struct dirent **entries;
  int count = scandir(path, &entries, visible, alphasort);
  if (count < 0) {
    diag_add(&check->list, true, path, 0, "the folder cannot be read");
    return;
  }
  for (int i = 0; i < count; i++) {
    char inside[CHECK_PATH_MAX];
    struct stat info;
    int length = snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
    bool usable = length < (int)sizeof inside && lstat(inside, &info) == 0;
    bool folder = usable && S_ISDIR(info.st_mode) && strcmp(entries[i]->d_name, "api") != 0;
    if (folder && depth < CHECK_DEPTH_MAX)
      check_folder(check, inside, depth + 1);
    else if (usable && !S_ISDIR(info.st_mode) && is_lua(inside) && check->files < CHECK_FILES_MAX)
      check_file(check, inside);
    free(entries[i]);
  }
  free(entries);
}

static void print_json(const struct check *check) {
  struct json_object *array = json_object_new_array();
  for (int i = 0; i < check->list.count; i++) {
    const struct diag *d = &check->list.rows[i];
    struct json_object *row = json_object_new_object();
    json_object_object_add(row, "file", json_object_new_string(d->file));
    json_object_object_add(row, "line", json_object_new_int(d->line));
    json_object_object_add(row, "severity", json_object_new_string(d->error ? "error" : "warning"));
    json_object_object_add(row, "message", json_object_new_string(d->text));
    json_object_array_add(array, row);
  }
  puts(json_object_to_json_string_ext(array, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put(array);
}

static void print_lines(const struct check *check) {
  for (int i = 0; i < check->list.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    puts(diag_line(&check->list.rows[i], line, sizeof line));
  }
  if (check->list.dropped) printf("and %d more\n", check->list.dropped);
}

int check_command(const struct args *args) {
  struct catalog catalog;
  struct check check = {.catalog = &catalog};
  int result = catalog_open(&catalog, args->home);
  for (int i = 0; result == 0 && i < args->path_count; i++) {
    struct stat info;
    if (stat(args->paths[i], &info) != 0)
      diag_add(&check.list, true, args->paths[i], 0, "there is no such file");
    else if (S_ISDIR(info.st_mode))
      check_folder(&check, args->paths[i], 0);
    else
      check_file(&check, args->paths[i]);
  }
  if (result == 0) {
    if (args->json)
      print_json(&check);
    else
      print_lines(&check);
    int errors = check.list.errors;
    if (errors)
      result = err_set(ERR_NO, "%d error%s found", errors, errors == 1 ? "" : "s");
    else if (!args->json)
      printf("%d file%s checked, no errors\n", check.files, check.files == 1 ? "" : "s");
  }
  diag_clear(&check.list);
  catalog_close(&catalog);
  return result;
}
