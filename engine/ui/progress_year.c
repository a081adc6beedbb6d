#include "progress_year.h"

#include <math.h>

#include "civil.h"
#include "day.h"
#include "shape.h"

#define WEEK         7
#define CELL_LEAST   15.0f /* units: smaller cells are put into more blocks below each other */
#define CELL_MOST    30.0f
#define CELL_GAP     0.16f /* of a cell */
#define STEPS        4     /* of tone */
#define BLOCKS_MAX   4
#define MONTHS_LEAST 80.0f /* units of height that bars of the months need, and may have */
#define MONTHS_MOST  170.0f
#define MONTH_CELLS  2.0f   /* width of a month's bar */
#define OTHERS_UNITS 110.0f /* of everything else on the page, beside words and cells */
#define LETTER_APART 1.3f   /* of a letter's height */

/* Minutes from which a day has the next tone. */
static const int tone_from_min[STEPS] = {0, 4, 8, 14};

struct grid {
  int32_t first, last;    /* of the year */
  int32_t start;          /* of the week that `first` lies in */
  int blocks, columns;    /* columns: weeks of one block */
  float cell_px, left_px; /* left: of the first column, from the column's edge */
  float top_px[BLOCKS_MAX], x_px;
};

static int year_of(int32_t day) {
  return civil_of_day(day).year;
}

static void show_year(const struct scr_progress_view *view, struct scr_progress_state *state, int year) {
  state->year = year;
  state->day = year == year_of(view->today) ? view->today : (int32_t)civil_days(year, 12, 31);
}

static const char *felt(struct ui *ui, int sum, int count) {
  return scr_face(ui, (sum + count / 2) / count);
}

static const char *felt_words(struct ui *ui, const struct hist_day *day) {
  bool before = day->before_count > 0, after = day->after_count > 0;
  const char *first = before ? felt(ui, day->before_sum, day->before_count) : "";
  const char *then = after ? felt(ui, day->after_sum, day->after_count) : "";
  if (before && after) return ui_fill(ui, "progress.year.felt_both", first, then);
  if (before) return ui_fill(ui, "progress.year.felt_before", first, NULL);
  return after ? ui_fill(ui, "progress.year.felt_after", then, NULL) : "";
}

const char *progress_year_sentence(struct ui *ui, const struct hist *hist, int32_t day, int32_t today) {
  const struct hist_day *row = hist_find(hist, day);
  if (!row) {
    bool away = hist_away(hist, day);
    if (away) return ui_word(ui, "progress.year.was_away");
    return ui_word(ui, day == today  ? "progress.year.today"
                       : day > today ? "progress.year.ahead"
                                     : "progress.year.free");
  }
  const char *text = ui_count(ui, "unit.sessions", row->sessions);
  text = ui_fill(ui, "progress.year.both", text, scr_minutes(ui, row->practised_s));
  if (row->breaths > 0)
    text = ui_fill(ui, "progress.year.both", text, ui_count(ui, "unit.breaths", row->breaths));
  const char *how = felt_words(ui, row);
  return ui_format(ui, "%s.%s%s", text, *how ? " " : "", how);
}

/* ---- the grid ------------------------------------------------------------------------------------------ */

static struct grid grid_of(struct ui *ui, const struct scr_progress_view *view, int year) {
  struct grid grid = {.first = (int32_t)civil_days(year, 1, 1), .last = (int32_t)civil_days(year, 12, 31)};
  enum civil_weekday begin = view->streak ? civil_weekday(view->streak->week_start) : CIVIL_MONDAY;
  grid.start = civil_week_start(grid.first, begin);
  int weeks = (grid.last - grid.start) / WEEK + 1;
  float gutter = roundf(ui_em(ui, UI_SMALL) * 1.3f), w = box_width(ui) - gutter;
  grid.left_px = gutter;
  for (grid.blocks = 1; grid.blocks <= BLOCKS_MAX; grid.blocks *= 2) {
    grid.columns = (weeks + grid.blocks - 1) / grid.blocks;
    grid.cell_px = fminf(floorf(w / (float)grid.columns), ui_px(ui, CELL_MOST));
    if (grid.cell_px >= ui_px(ui, CELL_LEAST) || grid.blocks == BLOCKS_MAX) break;
  }
  return grid;
}

static int block_of(const struct grid *grid, int32_t day) {
  return (day - grid->start) / WEEK / grid->columns;
}

static int column_of(const struct grid *grid, int32_t day) {
  return (day - grid->start) / WEEK % grid->columns;
}

static struct cam_rect cell_of(const struct grid *grid, int32_t day) {
  float y = grid->top_px[block_of(grid, day)] + (float)((day - grid->start) % WEEK) * grid->cell_px;
  return (struct cam_rect){grid->x_px + (float)column_of(grid, day) * grid->cell_px, y, grid->cell_px,
                           grid->cell_px};
}

static uint32_t row_id(const struct grid *grid, int32_t day) {
  return ui_id("progress.row", block_of(grid, day) * WEEK + (day - grid->start) % WEEK);
}

static int32_t inside(const struct grid *grid, int32_t day) {
  while (day < grid->first) day += WEEK;
  while (day > grid->last) day -= WEEK;
  return day;
}

/* The cursor follows the focus from row to row, the pointer, and left and right. */
static void move_cursor(struct ui *ui, const struct grid *grid, int row, struct cam_rect rect,
                        struct focus_state focus, int32_t *day) {
  if (!focus.focused) return;
  int block = row / WEEK, weekday = row % WEEK;
  int here = block_of(grid, *day) * WEEK + (*day - grid->start) % WEEK, column = column_of(grid, *day);
  bool pointed = !ui->follow && ui->pointer_y_px >= rect.y_px && ui->pointer_y_px < rect.y_px + rect.h_px;
  if (pointed || focus.by_pointer) {
    float at = (ui->pointer_x_px - grid->x_px) / grid->cell_px;
    column = (int)fminf(fmaxf(at, 0), (float)(grid->columns - 1));
  }
  int32_t wanted = inside(grid, grid->start + (block * grid->columns + column) * WEEK + weekday);
  if (here != row || pointed) *day = wanted;
  if (focus.adjust == 0) return;
  int32_t next = *day + focus.adjust * WEEK;
  if (next < grid->first || next > grid->last) return;
  *day = next;
  ui->focus = row_id(grid, next);
  ui->again = true;
}

static struct dl_color tone_of(const struct palette *p, int step) {
  return dl_blend(p->panel, p->good, 0.40 + 0.60 * step / (STEPS - 1));
}

static int step_of(const struct hist_day *day) {
  int step = 0;
  while (step + 1 < STEPS && day->practised_s >= 60 * tone_from_min[step + 1]) step++;
  return step;
}

static void draw_away(struct ui *ui, struct cam_rect r, float round) {
  float line = fmaxf(r.w_px * 0.09f, 1.2f);
  struct cam_rect in = box_inset(r, line / 2, line / 2);
  shape_round_rect_line(ui->frame.dl, in.x_px, in.y_px, in.w_px, in.h_px, round, line,
                        ui->frame.palette->text_dim);
}

static void draw_cell(struct ui *ui, const struct grid *grid, const struct hist_day *done, bool away,
                      int32_t day, int32_t today) {
  const struct palette *p = ui->frame.palette;
  struct cam_rect cell = cell_of(grid, day);
  if (!box_seen(ui, cell.y_px, cell.h_px)) return;
  struct cam_rect r = box_inset(cell, cell.w_px * CELL_GAP / 2, cell.w_px * CELL_GAP / 2);
  float round = r.w_px * 0.3f;
  struct dl_color fill = done ? tone_of(p, step_of(done)) : dl_fade(p->panel, day > today ? 0.45 : 1);
  shape_round_rect(ui->frame.dl, r.x_px, r.y_px, r.w_px, r.h_px, round, fill);
  if (away && !done) draw_away(ui, r, round);
  if (day != today) return;
  float line = fmaxf(cell.w_px * 0.1f, 1.5f);
  shape_round_rect_line(ui->frame.dl, r.x_px, r.y_px, r.w_px, r.h_px, round, line, widget_warm(p));
}

static void draw_cursor(struct ui *ui, const struct grid *grid, int32_t day) {
  struct cam_rect cell = cell_of(grid, day);
  bool focused = ui->focus == row_id(grid, day);
  float line = fmaxf(ui_px(ui, focused ? 4 : 2), focused ? 2 : 1), out = focused ? line * 0.6f : 0;
  shape_round_rect_line(ui->frame.dl, cell.x_px - out, cell.y_px - out, cell.w_px + 2 * out,
                        cell.h_px + 2 * out, cell.w_px * 0.34f, line,
                        dl_fade(ui->frame.palette->ring, focused ? 1 : 0.6));
}

/* Names of the months over the weeks in which they begin; letters of the days as densely as they can be read. */
static void draw_names(struct ui *ui, const struct grid *grid, int block, struct cam_rect rect) {
  const struct palette *p = ui->frame.palette;
  float free_x = rect.x_px, em = ui_em(ui, UI_SMALL);
  for (int month = 1; month <= 12; month++) {
    int32_t day = (int32_t)civil_days(year_of(grid->first), month, 1);
    if (block_of(grid, day) != block) continue;
    struct words name = widget_words(ui, UI_SMALL, DL_REGULAR, p->text, day_month_short(ui, month));
    float x = cell_of(grid, day).x_px, w = words_width(ui, em, DL_REGULAR, name.text);
    if (x < free_x || x + w > rect.x_px + rect.w_px) continue;
    words_draw(ui, &name, x, rect.y_px, w + 1);
    free_x = x + w + em * 0.5f;
  }
  int every = (int)ceilf(em * UI_CAP_EM * LETTER_APART / grid->cell_px);
  for (int i = 0; i < WEEK; i += every) {
    struct words letter =
        widget_words(ui, UI_SMALL, DL_REGULAR, p->text_dim, day_letter(ui, grid->start + i));
    float line = roundf(em * UI_LINE_EM), y = grid->top_px[block] + ((float)i + 0.5f) * grid->cell_px;
    words_draw(ui, &letter, rect.x_px, roundf(y - line / 2), grid->left_px);
  }
}

/* A bar a month below its weeks, with its minutes. */
static void draw_months(struct ui *ui, const struct grid *grid, const struct hist *hist, float height) {
  const struct palette *p = ui->frame.palette;
  int64_t seconds[12] = {0}, most = 60;
  for (int i = hist_from(hist, grid->first); i < hist->day_count && hist->days[i].day <= grid->last; i++)
    seconds[civil_of_day(hist->days[i].day).month - 1] += hist->days[i].practised_s;
  for (int m = 0; m < 12; m++) most = seconds[m] > most ? seconds[m] : most;
  struct cam_rect rect = box_take(ui, height);
  float em = ui_em(ui, UI_SMALL), line = roundf(em * UI_LINE_EM), room = height - line;
  for (int m = 0; m < 12; m++) {
    if (seconds[m] == 0) continue;
    float x0 = cell_of(grid, (int32_t)civil_days(year_of(grid->first), m + 1, 1)).x_px;
    int32_t last = m < 11 ? (int32_t)civil_days(year_of(grid->first), m + 2, 1) : grid->last;
    float x1 = cell_of(grid, last).x_px + (m < 11 ? 0 : grid->cell_px);
    float h = fmaxf(room * (float)seconds[m] / (float)most, grid->cell_px * 0.3f),
          w = grid->cell_px * MONTH_CELLS;
    shape_round_rect(ui->frame.dl, (x0 + x1 - w) / 2, rect.y_px + height - h, w, h, fminf(h, w) * 0.22f,
                     dl_blend(p->panel, p->good, 0.42));
    struct words minutes =
        widget_words(ui, UI_SMALL, DL_REGULAR, p->text, scr_number(ui, (seconds[m] + 30) / 60));
    minutes.align = WORDS_CENTRE;
    if (words_width(ui, em, DL_REGULAR, minutes.text) < x1 - x0)
      words_draw(ui, &minutes, x0, rect.y_px + height - h - line, x1 - x0);
  }
}

/* Returns whether there was room for the months. */
static bool draw_grid(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state,
                      float months_px) {
  struct grid grid = grid_of(ui, view, state->year);
  float names = roundf(ui_em(ui, UI_SMALL) * UI_LINE_EM), h = WEEK * grid.cell_px;
  struct cam_rect blocks[BLOCKS_MAX];
  for (int b = 0; b < grid.blocks; b++) {
    blocks[b] = box_take(ui, names + h);
    grid.top_px[b] = blocks[b].y_px + names;
    grid.x_px = blocks[b].x_px + grid.left_px;
  }
  for (int row = 0; row < grid.blocks * WEEK; row++) {
    struct cam_rect rect = {blocks[0].x_px, grid.top_px[row / WEEK] + (float)(row % WEEK) * grid.cell_px,
                            grid.left_px + (float)grid.columns * grid.cell_px, grid.cell_px};
    struct focus_state focus = focus_item(ui, ui_id("progress.row", row), rect, FOCUS_ADJUSTS);
    move_cursor(ui, &grid, row, rect, focus, &state->day);
  }
  const struct hist *hist = view->hist;
  int at = hist_from(hist, grid.first);
  for (int32_t day = grid.first; day <= grid.last; day++) {
    const struct hist_day *done =
        at < hist->day_count && hist->days[at].day == day ? &hist->days[at++] : NULL;
    draw_cell(ui, &grid, done, hist_away(hist, day), day, view->today);
  }
  for (int b = 0; b < grid.blocks; b++) draw_names(ui, &grid, b, blocks[b]);
  draw_cursor(ui, &grid, state->day);
  bool months = grid.blocks == 1 && months_px > ui_px(ui, MONTHS_LEAST);
  if (months) draw_months(ui, &grid, hist, months_px);
  return months;
}

/* ---- round the grid -------------------------------------------------------------------------------------- */

static const char *year_sum(struct ui *ui, const struct hist *hist, int year) {
  int days = 0;
  int64_t seconds = 0;
  int32_t last = (int32_t)civil_days(year, 12, 31);
  for (int i = hist_from(hist, (int32_t)civil_days(year, 1, 1));
       i < hist->day_count && hist->days[i].day <= last; i++)
    days++, seconds += hist->days[i].practised_s;
  if (days == 0) return ui_word(ui, "progress.year.none");
  const char *time = seconds < 2 * 3600 ? scr_minutes(ui, (double)seconds)
                                        : ui_count(ui, "unit.hours", (int)((seconds + 1800) / 3600));
  return ui_fill(ui, "progress.year.both", ui_count(ui, "unit.days", days), time);
}

/* "less ▢▢▢▢ more", what an outline means, and what the bars of the months count. */
static void draw_key(struct ui *ui, bool months) {
  const struct palette *p = ui->frame.palette;
  struct words words = widget_words(ui, UI_SMALL, DL_REGULAR, p->text_dim, "");
  float em = words.em_px, line = roundf(em * UI_LINE_EM), side = roundf(em * 0.9f), gap = roundf(em * 0.35f);
  struct cam_rect rect = box_take(ui, line);
  float x = rect.x_px, y = rect.y_px + (line - side) / 2;
  for (int i = -1; i <= STEPS + 1; i++) {
    const char *word = i < 0 ? "less" : i == STEPS ? "more" : i > STEPS ? "away" : NULL;
    if (i == STEPS + 1) {
      x += em * 0.8f;
      draw_away(ui, (struct cam_rect){x, y, side, side}, side * 0.3f);
      x += side + gap;
    }
    if (word) {
      words.text = ui_word(ui, ui_format(ui, "progress.year.%s", word));
      words_draw(ui, &words, x, rect.y_px, rect.w_px);
      x += words_width(ui, em, DL_REGULAR, words.text) + gap;
    } else {
      shape_round_rect(ui->frame.dl, x, y, side, side, side * 0.3f, tone_of(p, i));
      x += side + gap * 0.6f + (i + 1 == STEPS ? gap * 0.4f : 0);
    }
  }
  words.text = ui_word(ui, "progress.year.months");
  words.align = WORDS_RIGHT;
  float w = words_width(ui, em, DL_REGULAR, words.text);
  if (months && x + em + w < rect.x_px + rect.w_px) words_draw(ui, &words, rect.x_px, rect.y_px, rect.w_px);
}

void progress_year(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state,
                   float height_px) {
  int newest = year_of(view->today), oldest = newest;
  if (view->hist->day_count > 0) {
    int first = year_of(view->hist->days[0].day),
        last = year_of(view->hist->days[view->hist->day_count - 1].day);
    oldest = first < newest ? first : newest;
    newest = last > newest ? last : newest;
  }
  if (state->year < oldest || state->year > newest) show_year(view, state, year_of(view->today));
  int change = widget_choice(ui, ui_id("progress.year", 0), ui_word(ui, "progress.year.label"),
                             year_sum(ui, view->hist, state->year), ui_format(ui, "%d", state->year),
                             state->year == oldest, state->year == newest);
  int year = state->year + change;
  if (change != 0 && year >= oldest && year <= newest) {
    show_year(view, state, year);
    ui->again = true;
  }
  float others = ui_px(ui, OTHERS_UNITS) + 7 * ui_em(ui, UI_BODY) + ui_px(ui, 7 * 22);
  bool months = draw_grid(ui, view, state, fminf(height_px - others, ui_px(ui, MONTHS_MOST)));
  draw_key(ui, months);
  widget_card(ui, day_full(ui, state->day), progress_year_sentence(ui, view->hist, state->day, view->today),
              dl_fade(ui->frame.palette->good, hist_find(view->hist, state->day) ? 1 : 0));
}
