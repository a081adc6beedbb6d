/* What the player can set. One table of fields serves the settings screen, storing and reading back: a new
** setting is one row there, one member here, and its words. All values are whole numbers. Pure. */
#ifndef SUPINE_SETTINGS_H
#define SUPINE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#define SETTINGS_SAFETY_VERSION 1  /* of the safety card; a newer card is shown again */
#define SETTINGS_REST_OWN       -5 /* rest_s: as the routine says */

struct settings {
  /* practice */
  int reps;      /* 0: the routine's own */
  int pace;      /* index of settings_paces */
  int range_deg; /* comfort range of the shoulder */
  int get_ready_s;
  int rest_s; /* SETTINGS_REST_OWN: the routine's own */
  int voice;  /* enum settings_voice */
  int captions;
  int rumble; /* 0…100; 0: off */
  /* sound */
  int volume_voice, volume_breath, volume_music, volume_interface; /* 0…100 */
  int voicing;                                                     /* of the breath: enum settings_voicing */
  int mono;
  int picture_offset_ms; /* heard minus seen: moves the picture. Belongs to the device that sounds */
  /* picture */
  int theme;        /* index of settings_theme_name */
  int text_percent; /* 100…200 */
  int reduced_motion;
  int hour_light;   /* the background follows the hour of the day */
  int camera;       /* 0: as the routine says; else 1 + enum cam_view */
  int mirrored;     /* left and right exchanged */
  int picture_turn; /* enum settings_turn: for watching while lying on one side */
  int guide_path, guide_ghost, guide_turn, guide_contact, guide_range;
  int fullscreen;
  /* avatar: indices of the lists in figure_style.h */
  int build, skin, clothes;
  /* progress */
  int progress_shown; /* days, streaks and badges are on the screens at all */
  int ask_feeling;    /* before and after a session */
  int day_start_h;    /* when a day begins, local hour */
  int sync_auto;      /* with the folder that was synchronised last, at start and end */
  /* not on the screen */
  int safety_seen; /* version of the card that was understood; 0: none */
};

enum settings_voice { SETTINGS_VOICE_FULL, SETTINGS_VOICE_SHORT, SETTINGS_VOICE_BELL };
enum settings_voicing { SETTINGS_AIR, SETTINGS_OCEAN, SETTINGS_TONE };
enum settings_turn { SETTINGS_UPRIGHT, SETTINGS_TURNED_RIGHT, SETTINGS_TURNED_LEFT };

struct settings_pace {
  const char *name;   /* as stored and as words are keyed: "own", "4-6" */
  double in_s, out_s; /* 0: the routine's own */
};

/* Named paces, all inside the limits of plan.h; *count receives how many. The first is the routine's own. */
const struct settings_pace *settings_paces(int *count);

enum settings_type { SETTINGS_RANGE, SETTINGS_CHOICE, SETTINGS_SWITCH };

struct settings_field {
  const char *key;     /* as stored; words: settings.<key>.label, .help, and .<name> of each choice */
  const char *section; /* settings.section.<section>; NULL: not on the screen */
  enum settings_type type;
  size_t offset; /* of the int in struct settings */
  int least, most, step, usual;
  const char *lowest; /* name of the lowest value of a range where it means something of its own; or NULL */
  const char *unit;   /* loc key with {1} for other values of a range; NULL: the number alone */
  const char *(*choice_name)(int value); /* choices: the name of each value */
  const char *help;                      /* loc key of the explaining line; NULL: none */
};

const struct settings_field *settings_fields(int *count);

/* The field of that key, or NULL. */
const struct settings_field *settings_find(const char *key);

struct settings settings_default(void);

int settings_get(const struct settings *settings, const struct settings_field *field);

/* Sets it; a value outside the limits goes to the nearest one inside, on the field's steps. */
void settings_set(struct settings *settings, const struct settings_field *field, int value);

/* The next value `steps` steps up or down; switches and choices stop at their ends too. */
int settings_step(const struct settings *settings, const struct settings_field *field, int steps);

#define SETTINGS_TEXT_MAX 32

/* The value as stored: "on", "dusk", "165". Returns out. size: at least SETTINGS_TEXT_MAX. */
char *settings_print(const struct settings *settings, const struct settings_field *field, char *out,
                     size_t size);

/* Reads a stored value. An unknown key is ignored; a bad value (not a number, outside the limits, no such
** choice) gives the default. Returns whether the value was taken as it stood. */
bool settings_parse(struct settings *settings, const char *key, const char *text);

#endif
