#include "settings.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cam.h"
#include "figure_style.h"
#include "palette.h"

static const struct settings_pace paces[] = {
    {"own", 0, 0}, {"3-4", 3, 4}, {"4-5", 4, 5}, {"4-6", 4, 6}, {"5-5", 5, 5},
    {"3-7", 3, 7}, {"4-8", 4, 8}, {"5-7", 5, 7}, {"6-9", 6, 9},
};
#define PACES ((int)(sizeof paces / sizeof paces[0]))

const struct settings_pace *settings_paces(int *count) {
  *count = PACES;
  return paces;
}

static const char *pace_name(int value) {
  return paces[value].name;
}

static const char *voice_name(int value) {
  static const char *const names[] = {"full", "short", "bell"};
  return names[value];
}

static const char *voicing_name(int value) {
  static const char *const names[] = {"air", "ocean", "tone"};
  return names[value];
}

static const char *camera_name(int value) {
  static const char *const names[] = {"auto", "side", "three-quarter", "overhead", "feet", "face"};
  return names[value];
}

static const char *turn_name(int value) {
  static const char *const names[] = {"upright", "right", "left"};
  return names[value];
}

#define THEMES 3 /* palette_all; a test holds the two together */

static const char *theme_name(int value) {
  int count;
  const struct palette *themes = palette_all(&count);
  return value < count ? themes[value].name : themes[0].name;
}

#define AT(member) offsetof(struct settings, member)
#define VOLUME(key, usual)                                                                                   \
  { #key, "sound", SETTINGS_RANGE, AT(key), 0, 100, 5, usual, "silent", "settings.unit.percent", NULL, NULL }
#define SWITCH(key, section, usual, help)                                                                    \
  { #key, section, SETTINGS_SWITCH, AT(key), 0, 1, 1, usual, NULL, NULL, NULL, help }

static const struct settings_field fields[] = {
    {"reps", "practice", SETTINGS_RANGE, AT(reps), 0, 10, 1, 0, "own", NULL, NULL, "settings.reps.help"},
    {"pace", "practice", SETTINGS_CHOICE, AT(pace), 0, PACES - 1, 1, 0, NULL, NULL, pace_name,
     "settings.pace.help"},
    {"range_deg", "practice", SETTINGS_RANGE, AT(range_deg), 90, 180, 5, 165, NULL, "settings.unit.degrees",
     NULL, "settings.range_deg.help"},
    {"get_ready_s", "practice", SETTINGS_RANGE, AT(get_ready_s), 0, 120, 2, 8, "none",
     "settings.unit.seconds", NULL, "settings.get_ready_s.help"},
    {"rest_s", "practice", SETTINGS_RANGE, AT(rest_s), SETTINGS_REST_OWN, 60, 5, SETTINGS_REST_OWN, "own",
     "settings.unit.seconds", NULL, "settings.rest_s.help"},
    {"voice", "practice", SETTINGS_CHOICE, AT(voice), 0, SETTINGS_VOICE_BELL, 1, SETTINGS_VOICE_FULL, NULL,
     NULL, voice_name, "settings.voice.help"},
    SWITCH(captions, "practice", 1, "settings.captions.help"),
    {"rumble", "practice", SETTINGS_RANGE, AT(rumble), 0, 100, 5, 50, "off", "settings.unit.percent", NULL,
     "settings.rumble.help"},
    VOLUME(volume_voice, 90),
    VOLUME(volume_breath, 70),
    VOLUME(volume_music, 60),
    VOLUME(volume_interface, 50),
    {"voicing", "sound", SETTINGS_CHOICE, AT(voicing), 0, SETTINGS_TONE, 1, SETTINGS_AIR, NULL, NULL,
     voicing_name, "settings.voicing.help"},
    SWITCH(mono, "sound", 0, "settings.mono.help"),
    {"picture_offset_ms", "sound", SETTINGS_RANGE, AT(picture_offset_ms), -200, 1000, 1, 0, NULL,
     "settings.unit.milliseconds", NULL, "settings.picture_offset_ms.help"},
    {"theme", "picture", SETTINGS_CHOICE, AT(theme), 0, THEMES - 1, 1, 0, NULL, NULL, theme_name, NULL},
    {"text_percent", "picture", SETTINGS_RANGE, AT(text_percent), 100, 200, 25, 100, NULL,
     "settings.unit.percent", NULL, NULL},
    SWITCH(hour_light, "picture", 1, "settings.hour_light.help"),
    SWITCH(reduced_motion, "picture", 0, "settings.reduced_motion.help"),
    {"camera", "picture", SETTINGS_CHOICE, AT(camera), 0, CAM_VIEWS, 1, 0, NULL, NULL, camera_name,
     "settings.camera.help"},
    SWITCH(mirrored, "picture", 0, "settings.mirrored.help"),
    {"picture_turn", "picture", SETTINGS_CHOICE, AT(picture_turn), 0, SETTINGS_TURNED_LEFT, 1,
     SETTINGS_UPRIGHT, NULL, NULL, turn_name, "settings.picture_turn.help"},
    SWITCH(fullscreen, "picture", 0, NULL),
    SWITCH(guide_path, "guides", 1, "settings.guide_path.help"),
    SWITCH(guide_ghost, "guides", 1, "settings.guide_ghost.help"),
    SWITCH(guide_turn, "guides", 1, "settings.guide_turn.help"),
    SWITCH(guide_contact, "guides", 1, "settings.guide_contact.help"),
    SWITCH(guide_range, "guides", 1, "settings.guide_range.help"),
    {"build", "avatar", SETTINGS_CHOICE, AT(build), 0, FIGURE_STYLE_BUILDS - 1, 1, FIGURE_STYLE_MEDIUM, NULL,
     NULL, figure_style_build_name, NULL},
    {"skin", "avatar", SETTINGS_CHOICE, AT(skin), 0, FIGURE_STYLE_SKINS - 1, 1, 0, NULL, NULL,
     figure_style_skin_name, NULL},
    {"clothes", "avatar", SETTINGS_CHOICE, AT(clothes), 0, FIGURE_STYLE_CLOTHES - 1, 1, 0, NULL, NULL,
     figure_style_clothes_name, NULL},
    SWITCH(progress_shown, "progress", 1, "settings.progress_shown.help"),
    SWITCH(ask_feeling, "progress", 1, "settings.ask_feeling.help"),
    {"day_start_h", "progress", SETTINGS_RANGE, AT(day_start_h), 0, 12, 1, 4, "midnight",
     "settings.unit.hour", NULL, "settings.day_start_h.help"},
    SWITCH(sync_auto, "progress", 0, "settings.sync_auto.help"),
    {"safety_seen", NULL, SETTINGS_RANGE, AT(safety_seen), 0, 1000, 1, 0, NULL, NULL, NULL, NULL},
};
#define FIELDS ((int)(sizeof fields / sizeof fields[0]))

const struct settings_field *settings_fields(int *count) {
  *count = FIELDS;
  return fields;
}

const struct settings_field *settings_find(const char *key) {
  for (int i = 0; i < FIELDS; i++) {
    if (strcmp(fields[i].key, key) == 0) return &fields[i];
  }
  return NULL;
}

static int *place(struct settings *settings, const struct settings_field *field) {
  return (int *)(void *)((char *)settings + field->offset);
}

struct settings settings_default(void) {
  struct settings settings;
  for (int i = 0; i < FIELDS; i++) *place(&settings, &fields[i]) = fields[i].usual;
  return settings;
}

int settings_get(const struct settings *settings, const struct settings_field *field) {
  int value;
  memcpy(&value, (const char *)settings + field->offset, sizeof value);
  return value;
}

void settings_set(struct settings *settings, const struct settings_field *field, int value) {
  if (value < field->least) value = field->least;
  if (value > field->most) value = field->most;
  int steps = (value - field->least + field->step / 2) / field->step;
  int snapped = field->least + steps * field->step;
  *place(settings, field) = snapped > field->most ? field->most : snapped;
}

int settings_step(const struct settings *settings, const struct settings_field *field, int steps) {
  struct settings next = *settings;
  settings_set(&next, field, settings_get(settings, field) + steps * field->step);
  return settings_get(&next, field);
}

char *settings_print(const struct settings *settings, const struct settings_field *field, char *out,
                     size_t size) {
  int value = settings_get(settings, field);
  if (field->type == SETTINGS_SWITCH)
    snprintf(out, size, "%s", value ? "on" : "off");
  else if (field->type == SETTINGS_CHOICE)
    snprintf(out, size, "%s", field->choice_name(value));
  else
    snprintf(out, size, "%d", value);
  return out;
}

static bool read_range(const struct settings_field *field, const char *text, int *value) {
  char *end;
  errno = 0;
  long read = strtol(text, &end, 10);
  if (end == text || *end || errno || read < field->least || read > field->most) return false;
  *value = (int)read;
  return (read - field->least) % field->step == 0;
}

static bool read_named(const struct settings_field *field, const char *text, int *value) {
  for (int i = field->least; i <= field->most; i++) {
    const char *name = field->type == SETTINGS_SWITCH ? (i ? "on" : "off") : field->choice_name(i);
    if (strcmp(text, name) == 0) {
      *value = i;
      return true;
    }
  }
  return false;
}

bool settings_parse(struct settings *settings, const char *key, const char *text) {
  const struct settings_field *field = key ? settings_find(key) : NULL;
  if (!field) return false;
  int value = field->usual;
  bool good = text && (field->type == SETTINGS_RANGE ? read_range(field, text, &value)
                                                     : read_named(field, text, &value));
  settings_set(settings, field, value);
  return good;
}
