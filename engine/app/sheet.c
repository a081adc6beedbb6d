/* The storyboard: a page for a wall or a patient's hand. The steps of setting up, then every key position of a routine
** in the camera that its phase asks for, with its words, breath and seconds, grouped by exercise; the safety line at the
** foot. Pictures take what room the words leave. */
#include "commands.h"

#include <math.h>
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
#include "scene.h"
#include "setup.h"
#include "shape.h"
#include "stage.h"

#define SHEET_DPI         300
#define SHEET_UNITS       2480 /* of the width: pixels of A4 upright */
#define SHEET_CELLS_MAX   64
#define SHEET_PATH_POINTS 12
#define SHEET_STILL_RAD   0.02 /* phases that move no joint by more than this have no picture of their own */
#define COLUMNS_MOST      5    /* more positions of an exercise go in rows of three */
#define GAP               60
#define HEADING           112
#define FOOT              300
#define CELL_WORDS        262 /* below a picture: cue, breath and seconds, two lines of hint */
#define STEP_WORDS        218 /* below a picture of a step: title, two or three lines */
#define STEP_COLUMNS      3
#define STEP_LEAST        120 /* height of its picture */
#define STEP_MOST         480
#define PICTURE_MOST      1.3f  /* of the height that suits its view */
#define SPARE_MOST        130   /* before each heading, where the page is long for what is on it */
#define ACROSS_HIGH       0.68f /* height of a picture for its width: of a figure that lies across, */
#define UPRIGHT_HIGH      1.32f /* and of one whose head is at the top */

static const struct {
  int width_px, height_px; /* upright, at SHEET_DPI */
} papers[] = {[ARGS_A4] = {2480, 3508}, [ARGS_LETTER] = {2550, 3300}};

struct cell {
  const struct plan_segment *segment;
  bool start; /* shows where the exercise begins, not where the phase ends */
};

struct section { /* the cells of one exercise */
  int first, count, columns;
  float wide_px, high_px; /* of a picture */
};

struct sheet {
  struct dl dl;
  struct pl_fonts *fonts;
  const struct palette *palette;
  const struct catalog *catalog;
  const struct plan *plan;
  float w_px, h_px, unit_px;
  struct cell cells[SHEET_CELLS_MAX];
  struct section sections[ROUTINE_ITEMS_MAX];
  int count, section_count;
  float step_px;  /* height of a step's picture */
  float spare_px; /* before each heading */
  int camera;     /* −1: each phase's own */
};

static enum cam_view view_of(const struct sheet *sheet, const struct cell *cell) {
  struct scene_look look = {.fixed_view = sheet->camera};
  return scene_view(cell->segment, &look);
}

static void add_cell(struct sheet *sheet, const struct plan_segment *segment, bool start) {
  if (sheet->count == SHEET_CELLS_MAX) return;
  sheet->cells[sheet->count++] = (struct cell){segment, start};
  sheet->sections[sheet->section_count - 1].count++;
}

/* The start of the first exercise, and of others that start elsewhere; of each its phases up to the end of the first
** repetition, then the way out. */
static void collect(struct sheet *sheet) {
  const struct plan_segment *first = NULL;
  int set = 0;
  for (int i = 0; i < sheet->plan->segment_count; i++) {
    const struct plan_segment *s = &sheet->plan->segments[i];
    bool wanted = s->kind == PLAN_PREPARE || s->kind == PLAN_FINISH || (s->kind == PLAN_REP && s->rep == 1);
    if (!wanted) continue;
    if (s->set != set && sheet->section_count == ROUTINE_ITEMS_MAX) return;
    if (s->set != set) {
      set = s->set;
      sheet->sections[sheet->section_count++] = (struct section){.first = sheet->count};
      if (!first || angles_distance_rad(&first->from, &s->from) > SHEET_STILL_RAD) add_cell(sheet, s, true);
      if (!first) first = s;
    }
    if (angles_distance_rad(&s->from, &s->to) > SHEET_STILL_RAD) add_cell(sheet, s, false);
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
static void draw_path(struct sheet *sheet, const struct cam *cam, const struct plan_segment *segment,
                      bool beside) {
  struct cam_point left = cam_project(cam, vec3(0, 0, 1)), right = cam_project(cam, vec3(0, 0, -1));
  int near = left.depth_m < right.depth_m ? BODY_LEFT : BODY_RIGHT;
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 way[SHEET_PATH_POINTS];
    double length_m = 0;
    if (beside && side != near) continue; /* both lie on each other */
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
  const struct plan_segment *s = cell->segment;
  enum cam_view view = view_of(sheet, cell);
  float inset = 14 * sheet->unit_px; /* the mat reaches a little beyond what a view is fitted to */
  struct cam_rect inner = {rect.x_px + inset, rect.y_px + inset, rect.w_px - 2 * inset,
                           fmaxf(rect.h_px - 2 * inset, 1)};
  struct cam_pose place = cam_view_pose(view, inner.w_px / inner.h_px);
  struct cam cam;
  struct pose pose;
  cam_set(&cam, &place, inner, 0, view == CAM_FACE);
  double level = !cell->start && s->breath == ROUTINE_IN ? 1 : 0;
  pose_solve(skel_adult(), cell->start ? &s->from : &s->to, level, &pose);
  dl_clip(&sheet->dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px);
  stage_draw(&sheet->dl, &cam, sheet->palette, skel_adult(), &pose, NULL, 0);
  if (!cell->start) draw_path(sheet, &cam, s, cam_view_down(view) < 0.5);
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

static void draw_panel(struct sheet *sheet, struct cam_rect r) {
  shape_round_rect(&sheet->dl, r.x_px, r.y_px, r.w_px, r.h_px, 28 * sheet->unit_px, sheet->palette->sky_low);
}

static void draw_cell(struct sheet *sheet, int index, int number, struct cam_rect picture) {
  const struct cell *cell = &sheet->cells[index];
  const struct plan_segment *s = cell->segment;
  float u = sheet->unit_px, x = picture.x_px, y = picture.y_px + picture.h_px + 64 * u;
  char label[16], when[96] = "";
  draw_panel(sheet, picture);
  draw_figure(sheet, cell, picture);
  snprintf(label, sizeof label, "%d", number);
  shape_circle(&sheet->dl, x + 28 * u, y - 16 * u, 28 * u, sheet->palette->accent);
  float label_px = pl_text_width(sheet->fonts, 34 * u, DL_BOLD, label);
  text(sheet, x + 28 * u - label_px / 2, y - 4 * u, 34, DL_BOLD, sheet->palette->accent_text, label);
  const char *cue = cell->start ? loc_get(&sheet->catalog->loc, "sheet.start") : s->words.cue;
  const char *hint = cell->start ? loc_get(&sheet->catalog->loc, "sheet.start_hint") : s->words.hint;
  text(sheet, x + 74 * u, y, 46, DL_BOLD, sheet->palette->text, cue);
  if (!cell->start) timing(sheet, s, when, sizeof when);
  text(sheet, x, y + 58 * u, 38, DL_MEDIUM, sheet->palette->text, when);
  paragraph(sheet, x, y + (cell->start ? 58 : 110) * u, picture.w_px, 38, DL_REGULAR,
            sheet->palette->text_dim, hint);
}

static void draw_step(struct sheet *sheet, int step, struct cam_rect picture) {
  const struct loc *loc = &sheet->catalog->loc;
  float u = sheet->unit_px, y = picture.y_px + picture.h_px;
  char key[64], title[128];
  draw_panel(sheet, picture);
  setup_draw(&sheet->dl, sheet->palette, skel_adult(), picture, step, 0, true);
  snprintf(key, sizeof key, "setup.%s.title", setup_name(step));
  snprintf(title, sizeof title, "%d. %s", step + 1, loc_get(loc, key));
  text(sheet, picture.x_px, y + 52 * u, 38, DL_BOLD, sheet->palette->text, title);
  snprintf(key, sizeof key, "setup.%s.text", setup_name(step));
  paragraph(sheet, picture.x_px, y + 96 * u, picture.w_px, 32, DL_REGULAR, sheet->palette->text_dim,
            loc_get(loc, key));
}

/* ---- the page ----------------------------------------------------------------------------------------- */

static int rows_of(int count, int columns) {
  return (count + columns - 1) / columns;
}

static float margin_px(const struct sheet *sheet) {
  return 130 * sheet->unit_px;
}

static float wide_of(const struct sheet *sheet, int columns) {
  float inner = sheet->w_px - 2 * margin_px(sheet);
  return (inner - GAP * sheet->unit_px * (float)(columns - 1)) / (float)columns;
}

/* Sizes of all pictures: as high as suits their views; where that is too much for the page all become lower alike, and
** where there is room to spare the steps of setting up take it. */
static void divide(struct sheet *sheet, float room_px) {
  float u = sheet->unit_px, words = 0, pictures = 0;
  int step_rows = rows_of(setup_count(), STEP_COLUMNS);
  for (int i = 0; i < sheet->section_count; i++) {
    struct section *section = &sheet->sections[i];
    bool upright = false;
    for (int k = 0; k < section->count; k++)
      upright = upright || !cam_lies_across(view_of(sheet, &sheet->cells[section->first + k]));
    section->columns = section->count > COLUMNS_MOST ? STEP_COLUMNS : section->count < 3 ? 3 : section->count;
    section->wide_px = wide_of(sheet, section->columns);
    section->high_px = section->wide_px * (upright && section->columns > 3 ? UPRIGHT_HIGH : ACROSS_HIGH);
    int rows = rows_of(section->count, section->columns);
    words += (HEADING + CELL_WORDS * (float)rows) * u;
    pictures += section->high_px * (float)rows;
  }
  words += (HEADING + STEP_WORDS * (float)step_rows) * u;
  float left = room_px - words, steps = (left - pictures) / (float)step_rows;
  sheet->step_px = fminf(fmaxf(steps, STEP_LEAST * u), STEP_MOST * u);
  float share = (left - sheet->step_px * (float)step_rows) / fmaxf(pictures, 1);
  share = fminf(fmaxf(share, 0.1f), PICTURE_MOST);
  for (int i = 0; i < sheet->section_count; i++) sheet->sections[i].high_px *= share;
  float spare = left - sheet->step_px * (float)step_rows - pictures * share;
  sheet->spare_px = fminf(fmaxf(spare / fmaxf((float)sheet->section_count + 1, 1), 0), SPARE_MOST * u);
}

static float heading(struct sheet *sheet, float y, const char *words) {
  y += sheet->spare_px;
  text(sheet, margin_px(sheet), y + 66 * sheet->unit_px, 58, DL_BOLD, sheet->palette->text, words);
  return y + HEADING * sheet->unit_px;
}

static float draw_steps(struct sheet *sheet, float y) {
  float wide = wide_of(sheet, STEP_COLUMNS), gap = GAP * sheet->unit_px,
        row = sheet->step_px + STEP_WORDS * sheet->unit_px;
  y = heading(sheet, y, loc_get(&sheet->catalog->loc, "setup.title"));
  for (int i = 0; i < setup_count(); i++) {
    struct cam_rect picture = {margin_px(sheet) + (wide + gap) * (float)(i % STEP_COLUMNS),
                               y + row * (float)(i / STEP_COLUMNS), wide, sheet->step_px};
    draw_step(sheet, i, picture);
  }
  return y + row * (float)rows_of(setup_count(), STEP_COLUMNS);
}

static float draw_section(struct sheet *sheet, const struct section *section, float y) {
  float gap = GAP * sheet->unit_px, row = section->high_px + CELL_WORDS * sheet->unit_px;
  y = heading(sheet, y, sheet->cells[section->first].segment->exercise->title);
  for (int i = 0; i < section->count; i++) {
    struct cam_rect picture = {margin_px(sheet) + (section->wide_px + gap) * (float)(i % section->columns),
                               y + row * (float)(i / section->columns), section->wide_px, section->high_px};
    draw_cell(sheet, section->first + i, i + 1, picture);
  }
  return y + row * (float)rows_of(section->count, section->columns);
}

static void draw_page(struct sheet *sheet) {
  const struct routine *routine = sheet->plan->routine;
  const struct loc *loc = &sheet->catalog->loc;
  float u = sheet->unit_px, margin = margin_px(sheet), inner = sheet->w_px - 2 * margin;
  shape_rect(&sheet->dl, 0, 0, sheet->w_px, sheet->h_px, sheet->palette->sky_top);
  text(sheet, margin, 190 * u, 92, DL_BOLD, sheet->palette->text, routine->title);
  float y =
      paragraph(sheet, margin, 262 * u, inner, 42, DL_REGULAR, sheet->palette->text_dim, routine->summary) +
      44 * u;
  divide(sheet, sheet->h_px - y - FOOT * u);
  y = draw_steps(sheet, y);
  for (int i = 0; i < sheet->section_count; i++)
    if (sheet->sections[i].count > 0) y = draw_section(sheet, &sheet->sections[i], y);
  float line = paragraph(sheet, margin, sheet->h_px - (FOOT - 84) * u, inner, 38, DL_MEDIUM,
                         sheet->palette->text, loc_get(loc, "sheet.safety"));
  paragraph(sheet, margin, line + 58 * u, inner, 34, DL_REGULAR, sheet->palette->text_dim,
            loc_get(loc, "sheet.credit"));
}

static int draw_to_file(struct sheet *sheet, const char *out) {
  struct pl_canvas *canvas = pl_canvas_open((int)sheet->w_px, (int)sheet->h_px, sheet->fonts);
  if (!canvas) return ERR_MACHINE;
  sheet->dl.outlines = true;
  draw_page(sheet);
  int result = pl_canvas_draw(canvas, &sheet->dl);
  if (result == 0)
    result = picture_write(out, (int)sheet->w_px, (int)sheet->h_px, pl_canvas_pixels(canvas), SHEET_DPI, 0);
  pl_canvas_close(canvas);
  return result;
}

static void set_size(struct sheet *sheet, const struct args *args) {
  sheet->w_px = (float)(args->width_px ? args->width_px : papers[args->paper].width_px);
  sheet->h_px = (float)(args->height_px ? args->height_px : papers[args->paper].height_px);
  sheet->unit_px = sheet->w_px / SHEET_UNITS;
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
    set_size(sheet, args);
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
