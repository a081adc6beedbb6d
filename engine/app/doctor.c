/* What this machine has, in plain rows: for a player who asks why it is silent, and for those who help. */
#include "commands.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog.h"
#include "err.h"
#include "film.h"
#include "pl.h"
#include "store.h"
#include "voice.h"

#define DOCTOR_ROWS_MAX 16

enum verdict { GOOD, LACKING, BAD }; /* lacking: the game runs without it; bad: it does not run */

struct row {
  const char *what;
  enum verdict verdict;
  char text[ERR_TEXT_MAX];
};

struct report {
  struct row rows[DOCTOR_ROWS_MAX];
  int count;
};

static void tell(struct report *report, const char *what, enum verdict verdict, const char *text) {
  struct row *row = &report->rows[report->count++];
  row->what = what;
  row->verdict = verdict;
  snprintf(row->text, sizeof row->text, "%s", text);
}

static void look_at_scripts(struct report *report, const struct args *args) {
  struct catalog catalog;
  char text[ERR_TEXT_MAX];
  if (catalog_open(&catalog, args->home) != 0) {
    tell(report, "scripts", BAD, err_text());
  } else {
    snprintf(text, sizeof text, "%d routines, %d errors, from %s", catalog.count, catalog.findings.errors,
             catalog.scripts_dir);
    tell(report, "scripts", catalog.findings.errors ? LACKING : GOOD, text);
  }
  catalog_close(&catalog);
}

static void look_at_home(struct report *report, const struct args *args) {
  char home[1024], path[1100];
  if (pl_home_dir(args->home, home, sizeof home) != 0) {
    tell(report, "home", LACKING, err_text());
    return;
  }
  enum store_state state;
  snprintf(path, sizeof path, "%s/supine.db", home);
  struct store *store = store_open(path, &state);
  tell(report, "home", state == STORE_OK ? GOOD : LACKING, state == STORE_OK ? home : err_text());
  store_close(store);
}

static void look_at_fonts(struct report *report) {
  const char *files[3];
  pl_font_files(files);
  struct pl_fonts *fonts = pl_fonts_open(files[0], files[1], files[2]);
  tell(report, "fonts", fonts ? GOOD : BAD, fonts ? files[0] ? files[0] : "found" : err_text());
  pl_fonts_close(fonts);
}

/* Opens the window for a moment, and the device with it: asking is the only way to know. */
static void look_at_devices(struct report *report, const struct args *args) {
  struct pl_desc desc = {
      .title = "Supine", .width_px = 320, .height_px = 200, .null_driver = args->null_driver};
  struct pl *pl = pl_open(&desc);
  char text[ERR_TEXT_MAX];
  if (pl) snprintf(text, sizeof text, "%s, %d Hz", pl_renderer_name(pl), pl_refresh_hz(pl));
  tell(report, "display", pl ? GOOD : BAD, pl ? text : err_text());
  struct anchor_cell cell = {0};
  struct mixer *mixer = mix_create();
  struct pl_audio *audio =
      mixer && !args->null_driver ? pl_audio_open(mixer, &cell, 0, (struct mix_frame){0}) : NULL;
  if (audio) {
    snprintf(text, sizeof text, "%s, 48000 Hz, blocks of %d frames", pl_audio_device(audio),
             pl_audio_block_frames(audio));
    tell(report, "sound", GOOD, text);
  } else {
    tell(report, "sound", LACKING, args->null_driver ? "not asked for" : err_text());
  }
  pl_audio_close(audio);
  mix_destroy(mixer);
  pl_close(pl);
}

static void print_json(const struct report *report) {
  static const char *const names[] = {"ok", "missing", "failed"};
  struct json_object *object = json_object_new_object();
  for (int i = 0; i < report->count; i++) {
    struct json_object *row = json_object_new_object();
    json_object_object_add(row, "state", json_object_new_string(names[report->rows[i].verdict]));
    json_object_object_add(row, "text", json_object_new_string(report->rows[i].text));
    json_object_object_add(object, report->rows[i].what, row);
  }
  puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put(object);
}

int doctor_command(const struct args *args) {
  struct report report = {0};
  tell(&report, "version", GOOD, SUPINE_VERSION);
  look_at_scripts(&report, args);
  look_at_home(&report, args);
  look_at_fonts(&report);
  look_at_devices(&report, args);
  bool voice = voice_available(), film = film_possible(), espeak = voice_speaks("de");
  tell(&report, "voice", voice ? GOOD : LACKING, voice ? "flite" : "built without flite: captions only");
  tell(&report, "languages", espeak ? GOOD : LACKING,
       espeak ? "espeak-ng" : "the espeak-ng program is not installed: only English is spoken");
  tell(&report, "films", film ? GOOD : LACKING,
       film ? "ffmpeg" : "the ffmpeg program is not installed: frames and sound only");
  int bad = 0;
  static const char *const marks[] = {"ok     ", "missing", "FAILED "};
  for (int i = 0; i < report.count; i++) {
    bad += report.rows[i].verdict == BAD;
    if (!args->json)
      printf("%s  %-8s %s\n", marks[report.rows[i].verdict], report.rows[i].what, report.rows[i].text);
  }
  if (args->json) print_json(&report);
  return bad ? err_set(ERR_MACHINE,
                       "something that the game needs is missing; the rows marked FAILED tell what")
             : 0;
}
