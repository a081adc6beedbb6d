/* What the tests of the screens share: the program's own English words, a routine with the built-in one's numbers,
** a fake typeface whose every character is 0.55 em wide, and helpers that look into a draw list. */
#ifndef UI_FIXTURE_H
#define UI_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "scr.h"
#include "ui.h"

#define FIXTURE_CHAR_EM 0.55f

/* ---- words: reads the table constructors of a Lua data file ------------------------------------------------ */

static inline void words_space(const char **at) {
  for (;;) {
    while (isspace((unsigned char)**at)) (*at)++;
    if (strncmp(*at, "--", 2) != 0) return;
    while (**at && **at != '\n') (*at)++;
  }
}

/* "a" .. "b" with the usual escapes; appends to out. */
static inline void words_string(const char **at, char *out, size_t size) {
  size_t n = 0;
  do {
    words_space(at);
    if (strncmp(*at, "..", 2) == 0) *at += 2;
    words_space(at);
    assert_int_equal(**at, '"');
    for ((*at)++; **at != '"'; (*at)++) {
      assert_true(**at && n + 1 < size);
      if (**at == '\\') (*at)++;
      out[n++] = **at == 'n' && (*at)[-1] == '\\' ? '\n' : **at;
    }
    (*at)++;
    words_space(at);
  } while (strncmp(*at, "..", 2) == 0);
  out[n] = '\0';
}

static inline void words_table(const char **at, const char *prefix, struct loc *loc, struct arena *arena) {
  int index = 1;
  words_space(at);
  assert_int_equal(**at, '{');
  (*at)++;
  for (words_space(at); **at != '}'; words_space(at)) {
    char name[64] = "", key[160], text[1024];
    if (**at == '[') {
      (*at)++;
      words_string(at, name, sizeof name);
      assert_int_equal(**at, ']');
      (*at)++;
    } else if (isalpha((unsigned char)**at) || **at == '_') {
      size_t n = 0;
      while (isalnum((unsigned char)**at) || **at == '_') name[n++] = *(*at)++, name[n] = '\0';
    } else {
      snprintf(name, sizeof name, "%d", index++);
    }
    words_space(at);
    if (**at == '=') (*at)++;
    words_space(at);
    snprintf(key, sizeof key, "%s%s%s", prefix, *prefix ? "." : "", name);
    if (**at == '{') {
      words_table(at, key, loc, arena);
    } else {
      words_string(at, text, sizeof text);
      assert_int_equal(loc_add(loc, arena, key, text), 0);
    }
    words_space(at);
    if (**at == ',') (*at)++;
  }
  (*at)++;
}

static inline void words_load(struct loc *loc, struct arena *arena) {
  static char text[1 << 17];
  FILE *file = fopen(TEST_SOURCE_DIR "/scripts/locale/en.lua", "rb");
  assert_non_null(file);
  size_t n = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[n] = '\0';
  const char *at = strstr(text, "\nreturn");
  assert_non_null(at);
  at += strlen("\nreturn");
  words_table(&at, "", loc, arena);
  loc_seal(loc);
}

/* ---- a routine and its plan ---------------------------------------------------------------------------------- */

struct fixture {
  struct arena arena;
  struct loc loc;
  struct routine reach, elbows, session, foreign;
  const struct routine *rows[4];
  struct routine_catalog catalog;
  struct routine_phase reach_phases[4], elbow_phases[2], raise_phases[2];
  double seconds[4];
  struct plan *plan;
  struct dl dl;
  struct ui *ui;
  struct palette palette;
  struct ui_frame frame;
};

static inline float fixture_width(void *data, float size_px, enum dl_weight weight, const char *text) {
  (void)data, (void)weight;
  size_t characters = 0;
  for (const char *c = text; *c; c++) characters += (*c & 0xC0) != 0x80;
  return (float)characters * FIXTURE_CHAR_EM * size_px;
}

static inline struct routine_words cue_words_of(const struct fixture *f, const char *id) {
  char key[96];
  struct routine_words words;
  const char **fields[] = {&words.cue, &words.hint, &words.say, &words.lane};
  static const char *const names[] = {"cue", "hint", "say", "lane"};
  for (int i = 0; i < 4; i++) {
    snprintf(key, sizeof key, "cues.%s.%s", id, names[i]);
    *fields[i] = loc_get(&f->loc, key);
  }
  return words;
}

static inline struct routine_phase fixture_phase(const struct fixture *f, const char *id, double seconds,
                                                 enum routine_breath breath, struct angles to,
                                                 enum routine_camera camera) {
  struct routine_phase phase = {.id = id, .seconds = seconds, .breath = breath, .camera = camera};
  phase.to = (struct routine_pose){.name = id, .angles = to};
  phase.words = cue_words_of(f, id);
  return phase;
}

static inline struct angles both_arms(double flexion_deg, double abduction_deg, double elbow_deg,
                                      double thorax_deg) {
  struct angles angles = angles_lying();
  for (int side = 0; side < BODY_SIDES; side++) {
    struct angles_arm *arm = &angles.arm[side];
    *arm = (struct angles_arm){.shoulder_flexion_rad = vec_rad(flexion_deg),
                               .shoulder_abduction_rad = vec_rad(abduction_deg),
                               .elbow_flexion_rad = vec_rad(elbow_deg)};
  }
  angles.thorax_extension_rad = vec_rad(thorax_deg);
  return angles;
}

static inline struct angles palms_to_feet(struct angles angles, double rotation_deg, double pronation_deg,
                                          bool down) {
  for (int side = 0; side < BODY_SIDES; side++) {
    struct angles_arm *arm = &angles.arm[side];
    arm->shoulder_rotation_rad = vec_rad(rotation_deg);
    arm->forearm_pronation_rad = vec_rad(pronation_deg);
    arm->forearm_upright = arm->palm_to_feet = 1;
    arm->upper_arm_rests = down ? 1 : 0;
  }
  return angles;
}

static inline void fixture_routine(struct routine *routine, const char *id, const char *title,
                                   const char *summary) {
  *routine = (struct routine){.file = "test.lua",
                              .id = id,
                              .title = title,
                              .summary = summary,
                              .api = 1,
                              .reps = 5,
                              .reps_max = 10,
                              .pace_in_s = 4,
                              .pace_out_s = 6,
                              .range_deg = 165,
                              .rest_s = 20};
  routine->author = "The Supine project";
  routine->reviewer = "";
  routine->credit = "Technique: physiotherapist Michelle Kenway. No endorsement is claimed.";
  routine->tags[0] = "lying";
  routine->tags[1] = "upper-back";
  routine->tag_count = 2;
  routine->start = (struct routine_pose){.name = "lying", .angles = angles_lying()};
}

static inline void fixture_routines(struct fixture *f) {
  struct angles up = both_arms(90, 0, 0, 0), over = both_arms(165, 0, 0, 12);
  struct angles turned = palms_to_feet(up, 40, 46, false),
                down = palms_to_feet(both_arms(0, 80, 95, 0), 0, 8, true);
  f->reach_phases[0] = fixture_phase(f, "reach_up", 4, ROUTINE_IN, up, ROUTINE_CAMERA_SIDE);
  f->reach_phases[1] = fixture_phase(f, "reach_overhead", 6, ROUTINE_OUT, over, ROUTINE_CAMERA_SIDE);
  f->reach_phases[2] = fixture_phase(f, "lower", 6, ROUTINE_FREE, angles_lying(), ROUTINE_CAMERA_SIDE);
  f->reach_phases[3] = fixture_phase(f, "settle", 1, ROUTINE_FREE, angles_lying(), ROUTINE_CAMERA_SIDE);
  f->raise_phases[0] = fixture_phase(f, "raise", 4, ROUTINE_FREE, up, ROUTINE_CAMERA_FEET);
  f->raise_phases[1] = fixture_phase(f, "turn", 2, ROUTINE_FREE, turned, ROUTINE_CAMERA_FEET);
  f->elbow_phases[0] = fixture_phase(f, "lower_elbows", 6, ROUTINE_OUT, down, ROUTINE_CAMERA_FEET);
  f->elbow_phases[1] = fixture_phase(f, "reach_back_up", 4, ROUTINE_IN, turned, ROUTINE_CAMERA_FEET);
  fixture_routine(&f->reach, "overhead-reach", "Overhead reach",
                  "Reach up breathing in, overhead breathing out.");
  fixture_routine(&f->elbows, "elbow-lowering", "Elbow lowering",
                  "The elbows sink to the floor breathing out.");
  fixture_routine(&f->session, "towel-roll", "Towel roll", "Both stretches, with a rest between.");
  for (int rep = 0; rep < 10; rep++) {
    f->reach.rep[rep] = (struct routine_phases){f->reach_phases, 4};
    f->elbows.rep[rep] = (struct routine_phases){f->elbow_phases, 2};
  }
  f->elbows.prepare = (struct routine_phases){f->raise_phases, 2};
  f->session.session = true;
  f->session.item_count = 2;
  f->session.items[0] = (struct routine_item){.id = "overhead-reach", .rest_s = 20};
  f->session.items[1] = (struct routine_item){.id = "elbow-lowering"};
  f->foreign = f->reach;
  f->foreign.id = "foreign";
  f->foreign.title = "Donaudampfschifffahrtsgesellschaftskapit\xc3\xa4nsdehnung";
  f->foreign.reviewer = "Somebody with a very long name, of a place with a longer one";
  f->rows[0] = &f->session, f->rows[1] = &f->reach, f->rows[2] = &f->elbows, f->rows[3] = &f->foreign;
  f->catalog = (struct routine_catalog){f->rows, 4};
  f->seconds[0] = 255, f->seconds[1] = 96, f->seconds[2] = 73, f->seconds[3] = 0;
}

static inline struct fixture *fixture_open(void) {
  struct fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  f->ui = calloc(1, sizeof *f->ui);
  assert_non_null(f->ui);
  words_load(&f->loc, &f->arena);
  fixture_routines(f);
  struct plan_options options = {.get_ready_s = 8, .rest_s = -1, .loc = &f->loc};
  assert_int_equal(plan_compile(&f->session, &f->catalog, &options, &f->arena, &f->plan), 0);
  int themes;
  f->palette = palette_all(&themes)[0];
  f->frame = (struct ui_frame){.dl = &f->dl,
                               .w_px = 1280,
                               .h_px = 800,
                               .palette = &f->palette,
                               .loc = &f->loc,
                               .text_scale = 1,
                               .text_width = fixture_width};
  return f;
}

static inline void fixture_close(struct fixture *f) {
  dl_free(&f->dl);
  arena_clear(&f->arena);
  free(f->ui);
  free(f);
}

/* The first moment of phase `id` in repetition rep of set, plus seconds. */
static inline struct ses_frame fixture_moment(const struct fixture *f, const char *id, int set, int rep,
                                              double s) {
  for (int i = 0; i < f->plan->segment_count; i++) {
    const struct plan_segment *segment = &f->plan->segments[i];
    if (strcmp(segment->id, id) == 0 && (set == 0 || segment->set == set) &&
        (rep == 0 || segment->rep == rep)) {
      return (struct ses_frame){segment->start.v + frames_of_s(s)};
    }
  }
  fail_msg("the plan has no %s", id);
  return (struct ses_frame){0};
}

#endif
