#include "frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "picture.h"
#include "pl.h"
#include "show.h"

static struct catalog catalog;
static struct run *run;
static struct show *show;
static struct pl_fonts *fonts;
static struct pl_canvas *canvas;
static struct dl list;

static bool no(const char *what) {
  fprintf(stderr, "%s: %s\n", what, err_text());
  return false;
}

bool frames_open(void) {
  const char *files[3];
  if (catalog_open(&catalog, TEST_BINARY_DIR "/tests/home") != 0) return no("routines");
  struct run_desc desc = {
      .catalog = &catalog,
      .routine = catalog_get(&catalog, "towel-roll"),
      .options =
          {.reps = 2, .pace_in_s = 4, .pace_out_s = 6, .range_deg = 165, .get_ready_s = 8, .rest_s = 20},
      .level = SPEECH_BELL_ONLY,
      .voice_rate = 1};
  run = desc.routine ? run_create(&desc, NULL) : NULL;
  if (!run) return no("session");
  run_start(run, (struct mix_frame){0});
  pl_font_files(files);
  fonts = pl_fonts_open(files[0], files[1], files[2]);
  if (!fonts) return no("fonts");
  canvas = pl_canvas_open(FRAMES_WIDTH_PX, FRAMES_HEIGHT_PX, fonts);
  if (!canvas) return no("canvas");
  show = show_create();
  return show != NULL;
}

void frames_close(void) {
  show_destroy(show);
  pl_canvas_close(canvas);
  pl_fonts_close(fonts);
  dl_free(&list);
  run_destroy(run);
  catalog_close(&catalog);
}

struct plan_segment *frames_segment(const struct frames_moment *moment) {
  const struct plan *plan = run_plan(run);
  for (int i = 0; i < plan->segment_count; i++) {
    struct plan_segment *s = &plan->segments[i];
    if (strcmp(s->id, moment->phase) == 0 && s->set == moment->set && s->rep == moment->rep) return s;
  }
  return NULL;
}

struct dl *frames_list(const struct frames_moment *moment) {
  const struct plan_segment *s = frames_segment(moment);
  if (!s) return NULL;
  struct ses_frame at = {s->start.v + (int64_t)(moment->u * (double)(s->length_frames - 1))};
  struct settings settings = settings_default();
  settings_parse(&settings, "theme", moment->theme);
  if (moment->camera) settings_parse(&settings, "camera", moment->camera);
  struct show_frame frame = {.dl = &list,
                             .width_px = FRAMES_WIDTH_PX,
                             .height_px = FRAMES_HEIGHT_PX,
                             .fonts = fonts,
                             .settings = &settings,
                             .loc = &catalog.loc,
                             .glyphs = UI_KEYBOARD,
                             .now_s = frames_to_s(at.v)};
  show_forget(show); /* nothing of the picture before */
  show_run(show, &frame, run, at, NULL, NULL);
  return &list;
}

void frames_outlines(bool on) {
  list.outlines = on;
}

static const uint8_t *pixels(void) {
  if (pl_canvas_draw(canvas, &list) != 0) abort();
  return pl_canvas_pixels(canvas);
}

struct grid frames_grid(void) {
  return grid_of(pixels(), FRAMES_WIDTH_PX, FRAMES_HEIGHT_PX);
}

struct grid frames_soft_grid(void) {
  static uint8_t soft[4 * FRAMES_WIDTH_PX * FRAMES_HEIGHT_PX];
  const uint8_t *sharp = pixels();
  memcpy(soft, sharp, sizeof soft);
  for (int y = 1; y < FRAMES_HEIGHT_PX - 1; y++) {
    for (int i = 4; i < 4 * (FRAMES_WIDTH_PX - 1); i++) {
      const uint8_t *p = sharp + 4 * FRAMES_WIDTH_PX * y + i;
      int sum = 0;
      for (int row = -1; row <= 1; row++)
        for (int k = -4; k <= 4; k += 4) sum += p[4 * FRAMES_WIDTH_PX * row + k];
      soft[4 * FRAMES_WIDTH_PX * y + i] = (uint8_t)((sum + 4) / 9);
    }
  }
  return grid_of(soft, FRAMES_WIDTH_PX, FRAMES_HEIGHT_PX);
}

const char *frames_keep(const char *name) {
  static char path[512];
  snprintf(path, sizeof path, TEST_BINARY_DIR "/tests/golden-%s.png", name);
  return picture_write(path, FRAMES_WIDTH_PX, FRAMES_HEIGHT_PX, pixels(), 0, 1) == 0 ? path : "nowhere";
}

const struct scene *frames_scene(void) {
  return show_scene(show);
}
