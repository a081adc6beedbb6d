/* The storyboard: a page for a wall or a patient's hand. Every key position of a routine in the camera that its phase
** asks for, with its words, breath and seconds, grouped by exercise; the safety line at the foot. */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "angles.h"
#include "catalog.h"
#include "err.h"
#include "palette.h"
#include "picture.h"
#include "pl.h"
#include "plan.h"
#include "pose.h"
#include "shape.h"
#include "stage.h"

#define SHEET_WIDTH_PX    2480 /* A4 upright at 300 dpi */
#define SHEET_HEIGHT_PX   3508
#define SHEET_DPI         300
#define SHEET_CELLS_MAX   64
#define SHEET_PATH_POINTS 12
#define CELL_WORDS        238  /* units below a picture: cue, breath and seconds, two lines of hint */
#define SHEET_STILL_RAD   0.02 /* phases that move no joint by more than this have no picture of their own */

struct cell {
  const struct plan_segment *segment;
  bool start;   /* shows where the exercise begins, not where the phase ends */
  bool heading; /* first of its exercise */
};

struct sheet {
  struct dl dl;
  struct pl_fonts *fonts;
  const struct palette *palette;
  const struct catalog *catalog;
  const struct plan *plan;
  float w_px, h_px, unit_px; /* unit: 1/2480 of the width */
  struct cell cells[SHEET_CELLS_MAX];
  int count, columns;
  int camera; /* −1: each phase's own */
};

/* The start of each exercise, then its phases up to the end of the first repetition, then the way out. */
static void collect(struct sheet *sheet) {
  int set = 0;
  for (int i = 0; i < sheet->plan->segment_count && sheet->count + 2 < SHEET_CELLS_MAX; i++) {
    const struct plan_segment *s = &sheet->plan->segments[i];
    bool wanted = s->kind == PLAN_PREPARE || s->kind == PLAN_FINISH || (s->kind == PLAN_REP && s->rep == 1);
    if (!wanted) continue;
    if (s->set != set) {
      sheet->cells[sheet->count++] = (struct cell){s, true, true};
      set = s->set;
    }
    if (angles_distance_rad(&s->from, &s->to) > SHEET_STILL_RAD)
      sheet->cells[sheet->count++] = (struct cell){s, false, false};
  }
}

static void text(struct sheet *sheet, float x_px, float y_px, float size, enum dl_weight weight,
                 struct dl_color color, const char *words) {
  dl_text(&sheet->dl, x_px, y_px, size * sheet->unit_px, weight, color, words);
}

/* Words in lines of at most w_px; returns the base line of the last. */
static float paragraph(struct sheet *sheet, float x_px, float y_px, float w_px, float size,
                       enum dl_weight weight, struct dl_color color, const char *words) {
  char line[512] = "";
  float size_px = size * sheet->unit_px;
  while (*words) {
    size_t used = strlen(line), length = strcspn(words, " ");
    bool room = used + length + 2 < sizeof line;
    if (room) snprintf(line + used, sizeof line - used, "%s%.*s", used ? " " : "", (int)length, words);
    if (used && (!room || pl_text_width(sheet->fonts, size_px, weight, line) > w_px)) {
      line[used] = '\0'; /* the word goes to the next line */
      dl_text(&sheet->dl, x_px, y_px, size_px, weight, color, line);
      y_px += 1.35f * size_px;
      line[0] = '\0';
      continue;
    }
    words += length;
    while (*words == ' ') words++;
  }
  dl_text(&sheet->dl, x_px, y_px, size_px, weight, color, line);
  return y_px;
}

/* The way the hands went, as the screen shows it. */
static void draw_path(struct sheet *sheet, const struct cam *cam, const struct plan_segment *segment) {
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 way[SHEET_PATH_POINTS];
    double length_m = 0;
    for (int i = 0; i < SHEET_PATH_POINTS; i++) {
      struct angles between = angles_mix(&segment->from, &segment->to, (double)i / (SHEET_PATH_POINTS - 1));
      struct pose pose;
      pose_solve(skel_adult(), &between, 0.5, &pose);
      way[i] = pose.hand[side].fingertip;
      if (i) length_m += vec3_length(vec3_sub(way[i], way[i - 1]));
    }
    if (length_m > 0.15) stage_path(&sheet->dl, cam, sheet->palette, way, SHEET_PATH_POINTS, 0);
  }
}

static void draw_figure(struct sheet *sheet, const struct cell *cell, struct cam_rect rect) {
  static const enum cam_view views[] = {[ROUTINE_CAMERA_SIDE] = CAM_SIDE,
                                        [ROUTINE_CAMERA_THREE_QUARTER] = CAM_THREE_QUARTER,
                                        [ROUTINE_CAMERA_OVERHEAD] = CAM_OVERHEAD,
                                        [ROUTINE_CAMERA_FEET] = CAM_FEET};
  const struct plan_segment *s = cell->segment;
  int camera = sheet->camera >= 0 ? sheet->camera : (int)s->camera;
  struct cam_pose place = cam_view_pose(views[camera], rect.w_px / rect.h_px);
  struct cam cam;
  struct pose pose;
  cam_set(&cam, &place, rect, 0, false);
  double level = !cell->start && s->breath == ROUTINE_IN ? 1 : 0;
  pose_solve(skel_adult(), cell->start ? &s->from : &s->to, level, &pose);
  dl_clip(&sheet->dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px);
  stage_draw(&sheet->dl, &cam, sheet->palette, skel_adult(), &pose, NULL, 0);
  if (!cell->start) draw_path(sheet, &cam, s);
  dl_clip(&sheet->dl, 0, 0, 0, 0);
}

/* "in · 4 s", "out · 6 s", "6 s". */
static void timing(const struct sheet *sheet, const struct plan_segment *s, char *out, size_t size) {
  char key[48], seconds[32];
  double length_s = frames_to_s(s->length_frames);
  snprintf(seconds, sizeof seconds, length_s == (int)length_s ? "%.0f s" : "%.1f s", length_s);
  snprintf(key, sizeof key, "sheet.breath.%s", routine_breath_name(s->breath));
  snprintf(out, size, "%s · %s", loc_get(&sheet->catalog->loc, key), seconds);
}

static void draw_cell(struct sheet *sheet, int index, int number, struct cam_rect rect) {
  const struct cell *cell = &sheet->cells[index];
  const struct plan_segment *s = cell->segment;
  float u = sheet->unit_px;
  struct cam_rect picture = {rect.x_px, rect.y_px, rect.w_px, rect.h_px - CELL_WORDS * u};
  shape_round_rect(&sheet->dl, picture.x_px, picture.y_px, picture.w_px, picture.h_px, 28 * u,
                   sheet->palette->sky_low);
  draw_figure(sheet, cell, picture);
  float y = picture.y_px + picture.h_px + 62 * u;
  char label[16], when[96] = "";
  snprintf(label, sizeof label, "%d", number);
  shape_circle(&sheet->dl, rect.x_px + 30 * u, y - 17 * u, 30 * u, sheet->palette->accent);
  float label_px = pl_text_width(sheet->fonts, 36 * u, DL_BOLD, label);
  text(sheet, rect.x_px + 30 * u - label_px / 2, y - 4 * u, 36, DL_BOLD, sheet->palette->accent_text, label);
  const char *cue = cell->start ? loc_get(&sheet->catalog->loc, "sheet.start") : s->words.cue;
  const char *hint = cell->start ? loc_get(&sheet->catalog->loc, "sheet.start_hint") : s->words.hint;
  text(sheet, rect.x_px + 80 * u, y, 48, DL_BOLD, sheet->palette->text, cue);
  if (!cell->start) timing(sheet, s, when, sizeof when);
  text(sheet, rect.x_px + 80 * u, y + 54 * u, 36, DL_MEDIUM, sheet->palette->text, when);
  paragraph(sheet, rect.x_px + 80 * u, y + (cell->start ? 54 : 104) * u, rect.w_px - 90 * u, 36, DL_REGULAR,
            sheet->palette->text_dim, hint);
}

static int rows_needed(const struct sheet *sheet, int columns) {
  int rows = 0, in_row = columns;
  for (int i = 0; i < sheet->count; i++) {
    if (sheet->cells[i].heading || in_row == columns) {
      rows++;
      in_row = 0;
    }
    in_row++;
  }
  return rows;
}

static int headings(const struct sheet *sheet) {
  int count = 0;
  for (int i = 0; i < sheet->count; i++) count += sheet->cells[i].heading;
  return count;
}

static void draw_page(struct sheet *sheet) {
  const struct routine *routine = sheet->plan->routine;
  const struct loc *loc = &sheet->catalog->loc;
  float u = sheet->unit_px, margin = 130 * u, foot = 300 * u, gap = 60 * u, heading_px = 110 * u;
  float inner = sheet->w_px - 2 * margin;
  shape_rect(&sheet->dl, 0, 0, sheet->w_px, sheet->h_px, sheet->palette->sky_top);
  text(sheet, margin, 220 * u, 96, DL_BOLD, sheet->palette->text, routine->title);
  float y =
      paragraph(sheet, margin, 300 * u, inner, 44, DL_REGULAR, sheet->palette->text_dim, routine->summary) +
      70 * u;
  float room = sheet->h_px - y - foot - heading_px * (float)headings(sheet);
  sheet->columns = rows_needed(sheet, 2) <= 2 ? 2 : 3; /* few positions get large pictures */
  int rows = rows_needed(sheet, sheet->columns);
  float row_px = room / (float)(rows ? rows : 1),
        most_px = 0.85f * inner / (float)sheet->columns + CELL_WORDS * u;
  if (row_px > most_px) row_px = most_px;
  float cell_px = (inner - gap * (float)(sheet->columns - 1)) / (float)sheet->columns;
  int column = 0, number = 0;
  for (int i = 0; i < sheet->count; i++) {
    if (sheet->cells[i].heading) {
      if (column) y += row_px;
      column = number = 0;
      text(sheet, margin, y + 64 * u, 60, DL_BOLD, sheet->palette->text,
           sheet->cells[i].segment->exercise->title);
      y += heading_px;
    } else if (column == sheet->columns) {
      column = 0;
      y += row_px;
    }
    struct cam_rect rect = {margin + (cell_px + gap) * (float)column, y, cell_px, row_px - 20 * u};
    draw_cell(sheet, i, ++number, rect);
    column++;
  }
  float line = paragraph(sheet, margin, sheet->h_px - foot + 90 * u, inner, 38, DL_MEDIUM,
                         sheet->palette->text, loc_get(loc, "sheet.safety"));
  paragraph(sheet, margin, line + 60 * u, inner, 34, DL_REGULAR, sheet->palette->text_dim,
            loc_get(loc, "sheet.credit"));
}

static int draw_to_file(struct sheet *sheet, const char *out) {
  struct pl_canvas *canvas = pl_canvas_open((int)sheet->w_px, (int)sheet->h_px, sheet->fonts);
  if (!canvas) return ERR_MACHINE;
  draw_page(sheet);
  int result = pl_canvas_draw(canvas, &sheet->dl);
  if (result == 0)
    result = picture_write(out, (int)sheet->w_px, (int)sheet->h_px, pl_canvas_pixels(canvas), SHEET_DPI, 0);
  pl_canvas_close(canvas);
  return result;
}

int sheet_command(const struct args *args) {
  struct catalog catalog;
  struct arena arena = {0};
  struct plan *plan = NULL;
  struct sheet *sheet = calloc(1, sizeof *sheet);
  if (!sheet) return err_set(ERR_MACHINE, "no memory left for the sheet");
  int result = catalog_open(&catalog, args->home);
  if (result == 0) result = catalog_plan(&catalog, args->routine, &args->plan, &arena, &plan);
  if (result == 0) {
    const char *files[3];
    pl_font_files(files);
    sheet->fonts = pl_fonts_open(files[0], files[1], files[2]);
    if (!sheet->fonts) result = ERR_MACHINE;
  }
  if (result == 0) {
    sheet->palette = palette_find(args->theme ? args->theme : "paper");
    sheet->catalog = &catalog;
    sheet->plan = plan;
    sheet->w_px = (float)(args->width_px ? args->width_px : SHEET_WIDTH_PX);
    sheet->h_px = (float)(args->height_px ? args->height_px : SHEET_HEIGHT_PX);
    sheet->unit_px = sheet->w_px / SHEET_WIDTH_PX;
    sheet->camera = args->camera ? routine_camera_find(args->camera) : -1;
    collect(sheet);
    result = draw_to_file(sheet, args->out);
  }
  dl_free(&sheet->dl);
  pl_fonts_close(sheet->fonts);
  free(sheet);
  arena_clear(&arena);
  catalog_close(&catalog);
  return result;
}
