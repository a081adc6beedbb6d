#include "commands.h"

#include <json-c/json.h>
#include <stdio.h>

#include "catalog.h"
#include "err.h"
#include "plan.h"

static double length_s(const struct catalog *catalog, const struct routine *routine) {
  return catalog_length_s(catalog, routine, &(struct plan_options){.get_ready_s = -1, .rest_s = -1});
}

static void print_json(const struct catalog *catalog) {
  struct json_object *array = json_object_new_array();
  for (int i = 0; i < catalog->count; i++) {
    const struct routine *r = catalog->list[i];
    struct json_object *row = json_object_new_object(), *tags = json_object_new_array();
    for (int t = 0; t < r->tag_count; t++) json_object_array_add(tags, json_object_new_string(r->tags[t]));
    json_object_object_add(row, "id", json_object_new_string(r->id));
    json_object_object_add(row, "title", json_object_new_string(r->title));
    json_object_object_add(row, "summary", json_object_new_string(r->summary));
    json_object_object_add(row, "kind", json_object_new_string(r->session ? "session" : "exercise"));
    json_object_object_add(row, "reps", json_object_new_int(r->reps));
    json_object_object_add(row, "seconds", json_object_new_double(length_s(catalog, r)));
    json_object_object_add(row, "author", json_object_new_string(r->author));
    json_object_object_add(row, "reviewer", json_object_new_string(r->reviewer));
    json_object_object_add(row, "credit", json_object_new_string(r->credit));
    json_object_object_add(row, "tags", tags);
    json_object_object_add(row, "file", json_object_new_string(r->file));
    json_object_array_add(array, row);
  }
  puts(json_object_to_json_string_ext(array, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put(array);
}

int list_command(const struct args *args) {
  struct catalog catalog;
  int result = catalog_open(&catalog, args->home);
  if (result == 0 && args->json) {
    print_json(&catalog);
  } else if (result == 0) {
    for (int i = 0; i < catalog.count; i++) {
      const struct routine *r = catalog.list[i];
      int seconds = (int)(length_s(&catalog, r) + 0.5);
      printf("%-18s %2d:%02d  %s\n", r->id, seconds / 60, seconds % 60, r->title);
    }
  }
  for (int i = 0; result == 0 && i < catalog.findings.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    if (catalog.findings.rows[i].error)
      fprintf(stderr, "supine: left out: %s\n", diag_line(&catalog.findings.rows[i], line, sizeof line));
  }
  catalog_close(&catalog);
  return result;
}
