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

int prefs_save(struct keeper *keeper, const struct settings *settings, const struct settings_field *field) {
  char key[96], value[SETTINGS_TEXT_MAX];
  if (!keeper) return err_set(ERR_MACHINE, "settings cannot be kept: there is no place for them");
  key_of(field, key, sizeof key);
  return keeper_put(keeper, key, settings_print(settings, field, value, sizeof value));
}

/* Names come from the system; an empty one has no place of its own. */
static bool offset_key(const char *device, char *out, size_t size) {
  snprintf(out, size, "audio.offset.%s", device);
  return *device != '\0';
}

int prefs_offset(struct store *store, const char *device) {
  char key[200];
  struct settings settings = settings_default();
  if (!store || !offset_key(device, key, sizeof key)) return settings.picture_offset_ms;
  const char *value = store_get(store, key);
  if (value) settings_parse(&settings, "picture_offset_ms", value);
  return settings.picture_offset_ms;
}

int prefs_save_offset(struct keeper *keeper, const char *device, int offset_ms) {
  char key[200], value[SETTINGS_TEXT_MAX];
  if (!keeper || !offset_key(device, key, sizeof key))
    return err_set(ERR_MACHINE,
                   "the picture delay cannot be kept: there is no sound device, or no place for settings");
  snprintf(value, sizeof value, "%d", offset_ms);
  return keeper_put(keeper, key, value);
}
