#include "ui.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "focus.h"
#include "utf8.h"

#define DESIGN_SHORT_PX 800.0f
#define DESIGN_LONG_PX  1280.0f
#define MARGIN_UNITS    52.0f

/* Em sizes in units. The smallest has a cap height of 14.5 px at 1280 × 800. */
static const float sizes[UI_SIZES] = {20, 24, 30, 38, 60};

void ui_push(struct ui *ui, struct ui_input input) {
  if (ui->event_count < UI_EVENTS_MAX) ui->events[ui->event_count++] = input;
}

void ui_begin(struct ui *ui, const struct ui_frame *frame) {
  ui->frame = *frame;
  ui->frame.text_scale = fmin(fmax(frame->text_scale, 1.0), 2.0);
  float shorter = fminf(frame->w_px, frame->h_px), longer = fmaxf(frame->w_px, frame->h_px);
  ui->unit_px = fmaxf(fminf(shorter / DESIGN_SHORT_PX, longer / DESIGN_LONG_PX), UI_UNIT_MIN_PX);
  ui->frame_number++;
  ui->again = false;
  ui->moving_hz = 0;
  ui->box_count = 0;
  ui->clip = (struct cam_rect){0, 0, 0, 0};
  focus_begin(ui);
}

void ui_end(struct ui *ui) {
  assert(ui->box_count == 0);
  focus_end(ui);
}

bool ui_again(const struct ui *ui) {
  return ui->again || ui->event_count > 0;
}

double ui_moving_hz(const struct ui *ui) {
  return ui->moving_hz;
}

void ui_moves(struct ui *ui, double hz) {
  ui->moving_hz = fmax(ui->moving_hz, hz);
}

static uint32_t *remembered(struct ui *ui, uint32_t screen) {
  for (int i = 0; i < UI_SCREENS_MAX; i++) {
    if (ui->remembered[i].screen == screen) return &ui->remembered[i].focus;
  }
  int slot = ui->remembered_next++ % UI_SCREENS_MAX;
  ui->remembered[slot].screen = screen;
  ui->remembered[slot].focus = 0;
  return &ui->remembered[slot].focus;
}

void ui_screen(struct ui *ui, const char *name, uint32_t first) {
  uint32_t screen = ui_id(name, 0);
  ui->first_focus = first;
  if (screen == ui->screen) return;
  if (ui->screen) *remembered(ui, ui->screen) = ui->focus;
  ui->screen = screen;
  ui->screen_s = ui->frame.now_s;
  uint32_t last = *remembered(ui, screen);
  ui->focus = last ? last : first;
  ui->follow = last != 0;
  ui->activated = ui->adjusted = ui->dragged = 0;
  ui->back = ui->menu = ui->any = false;
  ui->press = (struct ui_press){.area = -1};
  ui->again = true;
}

void ui_forget(struct ui *ui, const char *name) {
  *remembered(ui, ui_id(name, 0)) = 0;
}

uint32_t ui_id(const char *name, int index) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (const char *c = name; *c; c++) hash = (hash ^ (uint8_t)*c) * 16777619u;
  for (int i = 0; i < 4; i++) hash = (hash ^ (uint8_t)((unsigned)index >> (8 * i))) * 16777619u;
  return hash ? hash : 1;
}

bool ui_took_back(struct ui *ui) {
  bool back = ui->back;
  ui->back = false;
  return back;
}

bool ui_took_menu(struct ui *ui) {
  bool menu = ui->menu;
  ui->menu = false;
  return menu;
}

float ui_px(const struct ui *ui, float units) {
  return units * ui->unit_px;
}

float ui_em(const struct ui *ui, enum ui_size size) {
  float wanted = roundf(sizes[size] * ui->unit_px * (float)ui->frame.text_scale);
  if (size < UI_HEADING) return wanted;
  /* Big letters need less growing, and a narrow window cannot hold them: they stop at what holds a longish
  *word,
  ** never below the size of the body. */
  float limit = roundf(fminf(ui->frame.w_px / 9.0f, ui->frame.h_px / 7.0f));
  return fmaxf(fminf(wanted, limit), ui_em(ui, UI_LARGE));
}

float ui_margin(const struct ui *ui) {
  return roundf(fminf(ui_px(ui, MARGIN_UNITS), ui->frame.w_px * 0.045f));
}

const char *ui_word(const struct ui *ui, const char *key) {
  return loc_get(ui->frame.loc, key);
}

/* A place for at most n bytes; the oldest strings make room. */
static char *scratch(struct ui *ui, int n) {
  if (ui->scratch_used + n > UI_SCRATCH_MAX) ui->scratch_used = 0;
  return ui->scratch + ui->scratch_used;
}

const char *ui_fill(struct ui *ui, const char *key, const char *one, const char *two) {
  char *out = scratch(ui, UI_TEXT_MAX);
  loc_fill(out, UI_TEXT_MAX, ui_word(ui, key), one, two);
  ui->scratch_used += (int)strlen(out) + 1;
  return out;
}

const char *ui_count(struct ui *ui, const char *key, int n) {
  const char *full = ui_format(ui, "%s.%s", key, n == 1 ? "one" : "many");
  return ui_fill(ui, full, ui_format(ui, "%d", n), NULL);
}

const char *ui_format(struct ui *ui, const char *format, ...) {
  char *out = scratch(ui, UI_TEXT_MAX);
  va_list args;
  va_start(args, format);
  int n = vsnprintf(out, UI_TEXT_MAX, format, args);
  va_end(args);
  if (n < 0) out[0] = '\0';
  if (n >= UI_TEXT_MAX) utf8_cut(out, UI_TEXT_MAX - 4);
  ui->scratch_used += (int)strlen(out) + 1;
  return out;
}
