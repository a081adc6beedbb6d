#include "prefs.h"

#include <stdio.h>

#include "err.h"

/* Settings share the store with whatever else is kept by key, so theirs carry a prefix. */
static void key_of(const struct settings_field *field, char *out, size_t size) {
  snprintf(out, size, "settings.%s", field->key);
}

struct settings prefs_load(struct store *store) {
  struct settings settings = settings_default();
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; store && i < count; i++) {
    char key[96];
    key_of(&fields[i], key, sizeof key);
    const char *value = store_get(store, key);
    if (value) settings_parse(&settings, fields[i].key, value);
  }
  return settings;
}

int prefs_save(struct store *store, const struct settings *settings, const struct settings_field *field) {
  char key[96], value[SETTINGS_TEXT_MAX];
  if (!store) return err_set(ERR_MACHINE, "settings cannot be kept: there is no place for them");
  key_of(field, key, sizeof key);
  return store_put(store, key, settings_print(settings, field, value, sizeof value));
}
