#include "scr.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ease.h"
#include "shape.h"
#include "stage.h"

#define WORDS_W_UNITS   540.0f
#define STAGE_MIN_SHARE 0.34f
#define REST_IN_S       4.0
#define REST_OUT_S      6.0
#define REST_ZOOM       1.04f
#define REST_HZ         24.0
#define REST_IDLE_S     60.0 /* after it the figure breathes out and lies still */
#define LONG_BAR_STEPS                                                                                       \
  300 /* a longer bar moves by LONG_STRIDE steps a press; who wants finer has a screen for it */
#define LONG_STRIDE 5

static uint64_t with(uint64_t key, double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  key = (key ^ bits) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

/* The light of the hour changes nothing but these. */
static uint64_t background_key(const struct ui_frame *f, double view_down) {
  const struct palette *p = f->palette;
  uint64_t key = ui_id(p->name, (int)f->w_px * 16384 + (int)f->h_px);
  key = with(with(with(key, view_down), p->light.sun_x), p->light.sun_height);
  key = with(with(with(key, p->light.sun), p->light.moon), p->light.stars);
  const struct dl_color colors[] = {p->sky_top, p->sky_low, p->horizon, p->ground_near};
  for (size_t i = 0; i < sizeof colors / sizeof colors[0]; i++)
    key = with(key, colors[i].r * 65536.0 + colors[i].g * 256.0 + colors[i].b);
  return key;
}

static bool high(const struct ui_frame *f) {
  return f->h_px > f->w_px * 1.1f;
}

/* A wide window has its usual one; in a high one the stage is a part of the height, and the horizon goes with it. */
static float horizon_of(const struct ui_frame *f, struct cam_rect stage) {
  return high(f) ? stage_horizon(stage) : 0;
}

static void veil(const struct ui_frame *f) {
  shape_rect(f->dl, 0, 0, f->w_px, f->h_px, f->palette->scrim);
}

void scr_background(struct ui *ui, double view_down, bool still) {
  const struct ui_frame *f = &ui->frame;
  struct scr_split split = scr_divide(ui, (struct cam_rect){0, 0, f->w_px, f->h_px});
  float horizon = split.has_stage ? horizon_of(f, split.stage) : 0;
  if (still) dl_layer_begin(f->dl, with(background_key(f, view_down), horizon));
  stage_background(f->dl, f->palette, f->w_px, f->h_px, horizon, view_down, false);
  if (!split.has_stage && view_down < 0.5) veil(f); /* the words stand where the sun is */
  if (still) dl_layer_end(f->dl);
}

/* Everything that moves the mat in the picture. */
static uint64_t with_cam(uint64_t key, const struct cam *cam) {
  const struct vec3 axes[] = {cam->pose.eye, cam->right, cam->above, cam->ahead};
  for (size_t i = 0; i < sizeof axes / sizeof axes[0]; i++)
    key = with(with(with(key, axes[i].x), axes[i].y), axes[i].z);
  key = with(with(with(key, cam->focal_px), cam->centre_x_px), cam->centre_y_px);
  return with(key, cam->quarter_turns * 2 + cam->mirrored);
}

void scr_scene_background(struct ui *ui, const struct scene *scene) {
  const struct ui_frame *f = &ui->frame;
  float horizon = horizon_of(f, scene->side);
  uint64_t key = with_cam(with(background_key(f, scene->view_down), horizon), &scene->cam);
  if (scene->still) dl_layer_begin(f->dl, key);
  stage_background(f->dl, f->palette, f->w_px, f->h_px, horizon, scene->view_down, scene->cam.mirrored);
  stage_mat(f->dl, &scene->cam, f->palette);
  if (scene->still) dl_layer_end(f->dl);
}

void scr_veil(struct ui *ui) {
  scr_background(ui, 0, true);
  veil(&ui->frame);
}

struct scr_split scr_divide(const struct ui *ui, struct cam_rect rect) {
  float margin = ui_margin(ui), scale = (float)ui->frame.text_scale;
  struct scr_split split = {.words = rect};
  if (high(&ui->frame)) {
    split.has_stage = scale < 1.6f;
    if (split.has_stage) split.stage = box_cut_top(&split.words, roundf(rect.h_px * 0.36f));
    split.words = box_inset(split.words, margin * 0.8f, margin * 0.3f);
    return split;
  }
  float wanted = fmaxf(ui_px(ui, WORDS_W_UNITS) * scale, rect.w_px * 0.3f) + margin;
  split.has_stage = rect.w_px - wanted >= rect.w_px * STAGE_MIN_SHARE;
  split.words = split.has_stage ? box_cut_left(&rect, wanted) : rect;
  split.stage = rect;
  split.words.x_px += margin * 0.8f;
  split.words.w_px -= margin * (split.has_stage ? 0.8f : 1.6f);
  float top = margin * 0.7f;
  split.words.y_px += top;
  split.words.h_px = fmaxf(split.words.h_px - top, 1);
  return split;
}

struct cam_rect scr_window(struct ui *ui, const char *banner) {
  struct cam_rect rect = {0, 0, ui->frame.w_px, ui->frame.h_px};
  box_cut_top(&rect, widget_banner(ui, banner));
  return rect;
}

void scr_resting_figure(struct ui *ui, struct cam_rect stage) {
  double idle = ui->frame.now_s - ui->last_input_s, cycle = REST_IN_S + REST_OUT_S;
  double at = fmod(fmax(ui->frame.now_s, 0), cycle);
  double level =
      at < REST_IN_S ? ease_mix(0, 0.8, at / REST_IN_S) : ease_mix(0.8, 0, (at - REST_IN_S) / REST_OUT_S);
  double rested = fmin(fmax((idle - REST_IDLE_S) / REST_OUT_S, 0), 1);
  level *= 1 - ease_raised_cosine(rested);
  if (rested < 1) ui_moves(ui, REST_HZ);
  struct angles angles = angles_lying();
  struct pose pose;
  const struct skel *skel = ui->frame.skel ? ui->frame.skel : skel_adult();
  pose_solve(skel, &angles, level, &pose);
  /* The camera leaves room for arms beyond the head; nobody lifts them here, so the picture may come closer. */
  stage.x_px -= stage.w_px * (REST_ZOOM - 1) * 0.1f;
  stage.y_px -= stage.h_px * (REST_ZOOM - 1) * 0.5f;
  stage.w_px *= REST_ZOOM;
  stage.h_px *= REST_ZOOM;
  struct cam cam;
  double aspect = fmax(stage.w_px, 1) / fmax(stage.h_px, 1);
  struct cam_pose from = cam_view_pose(CAM_SIDE, aspect);
  cam_set(&cam, &from, stage, 0, false);
  stage_draw(ui->frame.dl, &cam, ui->frame.palette, skel, &pose, NULL, 0);
}

const char *scr_minutes(struct ui *ui, double seconds) {
  int minutes = (int)lround(seconds / 60);
  return ui_count(ui, "unit.minutes", minutes < 1 ? 1 : minutes);
}

const char *scr_face(struct ui *ui, int face) {
  return ui_word(ui, ui_format(ui, "feel.face.%d", face));
}

const char *scr_number(struct ui *ui, int64_t n) {
  if (n < 1000) return ui_format(ui, "%d", (int)n);
  const char *text = ui_format(ui, "%03d", (int)(n % 1000)), *mark = ui_word(ui, "unit.thousands");
  for (n /= 1000; n >= 1000; n /= 1000) text = ui_format(ui, "%03d%s%s", (int)(n % 1000), mark, text);
  return ui_format(ui, "%d%s%s", (int)n, mark, text);
}

struct cam_rect scr_page(const struct ui *ui, struct cam_rect rect, float widest_em) {
  float margin = ui_margin(ui), widest = ui_em(ui, UI_BODY) * widest_em;
  rect = box_inset(rect, fmaxf(margin * 0.8f, (rect.w_px - widest) / 2), 0);
  box_cut_top(&rect, margin * 0.5f);
  return rect;
}

static int reps_of(const struct routine *routine, int wanted) {
  int reps = wanted > 0 ? wanted : routine->reps;
  return reps > routine->reps_max && routine->reps_max > 0 ? routine->reps_max : reps;
}

const char *scr_contents(struct ui *ui, const struct routine_catalog *catalog, const struct routine *routine,
                         int reps) {
  if (!routine->session) return ui_format(ui, "%s \xc3\x97%d", routine->title, reps_of(routine, reps));
  const char *text = "";
  for (int i = 0; i < routine->item_count; i++) {
    const struct routine_item *item = &routine->items[i];
    const struct routine *exercise = routine_find(catalog, item->id);
    if (!exercise) continue;
    int own = item->reps > 0 ? item->reps : routine->reps > 0 ? routine->reps : exercise->reps;
    text = ui_format(ui, "%s%s%s \xc3\x97%d", text, *text ? ", " : "", exercise->title,
                     reps_of(exercise, reps > 0 ? reps : own));
  }
  return text;
}

static const char *value_words(struct ui *ui, const struct settings *settings,
                               const struct settings_field *field) {
  char stored[SETTINGS_TEXT_MAX];
  settings_print(settings, field, stored, sizeof stored);
  if (field->type == SETTINGS_SWITCH)
    return ui_word(ui, settings_get(settings, field) ? "settings.on" : "settings.off");
  bool lowest = field->lowest && settings_get(settings, field) == field->least;
  if (field->type == SETTINGS_CHOICE || lowest) {
    return ui_word(ui, ui_format(ui, "settings.%s.%s", field->key, lowest ? field->lowest : stored));
  }
  return field->unit ? ui_fill(ui, field->unit, stored, NULL) : ui_format(ui, "%s", stored);
}

bool scr_setting(struct ui *ui, struct settings *settings, const struct settings_field *field) {
  int value = settings_get(settings, field), next = value;
  uint32_t id = ui_id(field->key, 0);
  const char *label = ui_word(ui, ui_format(ui, "settings.%s.label", field->key));
  const char *help = field->help ? ui_word(ui, field->help) : NULL, *words = value_words(ui, settings, field);
  /* a lowest value that is a sentence has no room beside a bar */
  bool sentence = field->lowest && strcmp(field->lowest, "own") == 0;
  bool bar = field->type == SETTINGS_RANGE && !sentence && (field->most - field->least) / field->step > 10;
  if (field->type == SETTINGS_SWITCH) {
    if (widget_switch(ui, id, label, help, words, value != 0)) next = !value;
  } else if (bar) {
    double u = (double)(value - field->least) / (field->most - field->least);
    int stride = (field->most - field->least) / field->step > LONG_BAR_STEPS ? LONG_STRIDE : 1;
    int change = widget_slider(ui, id, label, help, words, &u);
    if (change == 2)
      next = field->least + (int)lround(u * (field->most - field->least));
    else
      next = settings_step(settings, field, change * stride);
  } else {
    int change = widget_choice(ui, id, label, help, words, value == field->least, value == field->most);
    next = settings_step(settings, field, change);
  }
  settings_set(settings, field, next);
  return settings_get(settings, field) != value;
}
