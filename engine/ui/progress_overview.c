#include "progress_overview.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "emblem_draw.h"
#include "week.h"

#define TWO_COLUMNS_EM 46.0f /* of the body's size: width from which the page has two columns */
#define LEFT_SHARE     0.56f
#define NUMBER_EM      1.9f   /* size of the great number, in titles */
#define EMBLEM_UNITS   34.0f  /* radius */
#define ROOMY_UNITS    500.0f /* height from which everything may be larger */
#define EMBLEM_STEP    2.34f  /* from one to the next, in radii */
#define WHY_UNITS      38.0f /* of the button below the badges: all that is not words, and the gap above it */
#define SHOWN_MAX      32

/* "weeks in a row" of "4 weeks in a row": the number stands beside it, large. NULL where the words do not begin
** with it. */
static const char *behind_number(const struct streak *streak) {
  char number[16];
  int n = snprintf(number, sizeof number, "%d ", streak->count);
  return strncmp(streak->headline, number, (size_t)n) == 0 ? streak->headline + n : NULL;
}

static void note_below(struct ui *ui, const char *text, float x, float *y, float w) {
  struct words words = widget_words(ui, UI_SMALL, DL_REGULAR, ui->frame.palette->panel_text, text);
  *y += words_draw(ui, &words, x, *y, w);
}

/* The number large, its words beside or below it, the best run and the spare weeks; all on one panel with the week. */
static void headline(struct ui *ui, const struct scr_progress_view *view, bool roomy) {
  const struct palette *p = ui->frame.palette;
  const struct streak *streak = view->streak;
  const char *caption = behind_number(streak);
  float pad = widget_pad(ui), w = box_width(ui) - 2 * pad, pad_y = ui_px(ui, roomy ? 24 : 16);
  struct words number =
      widget_words(ui, UI_TITLE, DL_BOLD, p->good, caption ? scr_number(ui, streak->count) : "");
  if (roomy) number.em_px = roundf(number.em_px * NUMBER_EM);
  number.line_em = 1.0f;
  struct words words = widget_words(ui, roomy ? UI_HEADING : UI_LARGE, DL_MEDIUM, p->panel_text,
                                    caption ? caption : streak->headline);
  float number_w = words_width(ui, number.em_px, number.weight, number.text),
        gap = number_w > 0 ? pad * 0.6f : 0;
  bool beside = w - number_w - gap > words.em_px * 7;
  float words_w = beside ? w - number_w - gap : w;
  const char *spare = streak->freezes > 0 ? ui_count(ui, "progress.freezes", streak->freezes) : "";
  const char *note =
      ui_format(ui, "%s%s%s", streak->best_words, *spare && *streak->best_words ? "\n" : "", spare);
  struct words small = widget_words(ui, UI_SMALL, DL_REGULAR, p->panel_text, note);
  float side_h = words_height(ui, &words, words_w) + words_height(ui, &small, words_w);
  float number_h = words_height(ui, &number, w);
  float top_h = beside ? fmaxf(number_h, side_h) : number_h + side_h;
  struct words week =
      widget_words(ui, roomy ? UI_BODY : UI_SMALL, DL_MEDIUM, p->panel_text, streak->week_words);
  float week_h = week_height(ui, roomy ? 1.5f : 1), week_words_h = words_height(ui, &week, w),
        apart = ui_px(ui, roomy ? 20 : 12);
  struct cam_rect rect = box_take(ui, top_h + week_h + week_words_h + 2 * apart + 2 * pad_y);
  widget_ground(ui, rect);
  float x = rect.x_px + pad, y = rect.y_px + pad_y;
  words_draw(ui, &number, x, beside ? y + (top_h - number_h) / 2 : y, w);
  float words_y = beside ? y + (top_h - side_h) / 2 : y + number_h, words_x = beside ? x + number_w + gap : x;
  words_y += words_draw(ui, &words, words_x, words_y, words_w);
  note_below(ui, note, words_x, &words_y, words_w);
  y += top_h + apart;
  week_draw(ui, (struct cam_rect){x, y, w, week_h}, streak, view->today);
  week.align = WORDS_LEFT;
  words_draw(ui, &week, x, y + week_h + apart, w);
}

struct total {
  int64_t n;
  const char *key;
};

static float total_width(struct ui *ui, const struct total *total) {
  const char *key = ui_format(ui, "%s.%s", total->key, total->n == 1 ? "one" : "many");
  float small = words_width(ui, ui_em(ui, UI_SMALL), DL_REGULAR, ui_word(ui, key));
  return fmaxf(small, words_width(ui, ui_em(ui, UI_HEADING), DL_BOLD, scr_number(ui, total->n)));
}

static void draw_total(struct ui *ui, const struct total *total) {
  const char *key = ui_format(ui, "%s.%s", total->key, total->n == 1 ? "one" : "many");
  widget_text(ui, UI_HEADING, DL_BOLD, ui->frame.palette->text, scr_number(ui, total->n));
  box_space(ui, -ui_px(ui, 12));
  widget_text(ui, UI_SMALL, DL_REGULAR, ui->frame.palette->text, ui_word(ui, key));
}

/* Lifetime sums, four in a row, or as many as fit. */
static void totals(struct ui *ui, const struct hist_totals *sums) {
  const struct total all[] = {{sums->days, "progress.days"},
                              {(sums->practised_s + 30) / 60, "progress.minutes"},
                              {sums->breaths, "progress.breaths"},
                              {sums->sessions, "progress.sessions"}};
  float widest = 0;
  for (int i = 0; i < 4; i++) widest = fmaxf(widest, total_width(ui, &all[i]));
  float gap = ui_px(ui, 18), w = box_width(ui);
  int columns = 4 * widest + 3 * gap < w ? 4 : 2 * widest + gap < w ? 2 : 1;
  for (int i = 0; i < 4; i += columns) {
    box_columns(ui, columns, gap);
    for (int k = 0; k < columns; k++) {
      draw_total(ui, &all[i + k]);
      if (k + 1 < columns) box_next_column(ui);
    }
    box_columns_end(ui);
  }
}

struct shown {
  const struct emblem *emblem;
  bool earned;
  double share;
};

/* What is nearest: earned ones, the newest first; then those that have come farthest. Returns how many. */
static int nearest(const struct scr_progress_view *view, struct shown out[SHOWN_MAX], int *all) {
  const struct hist *hist = view->hist;
  int count = 0;
  *all = hist->badge_count;
  for (int i = hist->badge_count - 1; i >= 0 && count < SHOWN_MAX; i--)
    out[count++] = (struct shown){&hist->badges[i].emblem, true, 1};
  for (int i = 0; view->badges && i < view->badges->count; i++) {
    const struct badge *badge = &view->badges->badges[i];
    if (hist_earned(hist, badge->id) || badge->hidden_until_earned) continue;
    ++*all;
    struct shown next = {&badge->emblem, false, badge->goal > 0 ? badge->done / badge->goal : 0};
    int at = count < SHOWN_MAX ? count++ : SHOWN_MAX;
    while (at > 0 && !out[at - 1].earned && out[at - 1].share < next.share) {
      if (at < SHOWN_MAX) out[at] = out[at - 1];
      at--;
    }
    if (at < SHOWN_MAX) out[at] = next;
  }
  return count;
}

/* One large button with the emblems on it. */
static bool badges(struct ui *ui, const struct scr_progress_view *view, float height_px) {
  const struct palette *p = ui->frame.palette;
  struct shown shown[SHOWN_MAX];
  int all, count = nearest(view, shown, &all);
  uint32_t id = ui_id("progress.badges", 0);
  float pad = widget_pad(ui), w = box_width(ui) - 2 * pad, pad_y = ui_px(ui, 16);
  struct words title = widget_words(ui, UI_LARGE, DL_MEDIUM, p->panel_text, ui_word(ui, "progress.badges"));
  const char *got = ui_fill(ui, "progress.badges_count", ui_format(ui, "%d", view->hist->badge_count),
                            ui_format(ui, "%d", all));
  struct words aside = widget_words(ui, UI_SMALL, DL_MEDIUM, widget_dim(p, ui->focus == id), got);
  float step_y = ui_px(ui, EMBLEM_UNITS) * EMBLEM_STEP;
  int columns = (int)fmaxf(floorf((w + step_y * 0.1f) / step_y), 1);
  float title_h = words_height(ui, &title, w), gap = ui_px(ui, 8),
        room = height_px - title_h - gap - 2 * pad_y;
  int needed = (count + columns - 1) / columns, used = (int)fmaxf(floorf(room / step_y), 2);
  if (used <= needed)
    step_y = fmaxf(step_y, room / (float)used);
  else
    used = needed;
  struct cam_rect rect = box_take(ui, title_h + gap + (float)used * step_y + 2 * pad_y);
  struct focus_state state = focus_item(ui, id, rect, 0);
  widget_panel(ui, rect, WIDGET_PLAIN, state);
  float x = rect.x_px + pad, y = rect.y_px + pad_y;
  float aside_w = words_width(ui, aside.em_px, aside.weight, got);
  words_draw(ui, &title, x, y, w);
  if (words_width(ui, title.em_px, title.weight, title.text) + aside_w + gap < w) {
    float line = roundf(aside.em_px * UI_LINE_EM);
    words_draw(ui, &aside, x + w - aside_w, y + (title_h - line) / 2, aside_w + 1);
  }
  float wide = fminf(step_y, w / (float)columns), radius = wide / EMBLEM_STEP;
  float step_x = columns > 1 ? (w - wide) / (float)(columns - 1) : 0;
  for (int i = 0; i < count && i < used * columns; i++) {
    float at_x = x + wide / 2 + step_x * (float)(i % columns);
    float at_y = y + title_h + gap + step_y * ((float)(i / columns) + 0.5f);
    if (box_seen(ui, at_y - step_y, 2 * step_y))
      emblem_draw(ui->frame.dl, p, shown[i].emblem, at_x, at_y, radius, shown[i].earned);
  }
  return state.activated;
}

static void number_side(struct ui *ui, const struct scr_progress_view *view, bool roomy) {
  if (view->streak)
    headline(ui, view, roomy);
  else
    widget_paragraph(ui, ui_word(ui, "progress.no_rule"));
  box_space(ui, ui_px(ui, 6));
  if (view->hist->totals.days > 0)
    totals(ui, &view->hist->totals);
  else
    widget_paragraph(ui, ui_word(ui, "progress.none_yet"));
}

/* What there is to press, as high as the other side where that is known. */
static void button_side(struct ui *ui, const struct scr_progress_view *view, float height_px,
                        struct scr_action *action) {
  float why_h = roundf(ui_em(ui, UI_BODY) * UI_LINE_EM) + roundf(ui_em(ui, UI_SMALL) * UI_LINE_EM) +
                ui_px(ui, WHY_UNITS);
  if (badges(ui, view, height_px - why_h)) action->kind = SCR_BADGES;
  const char *rule = view->streak ? view->streak->title : "";
  struct widget_button why = {.id = ui_id("progress.why", 0),
                              .text = ui_word(ui, "progress.why"),
                              .detail = *rule ? ui_fill(ui, "progress.why_detail", rule, NULL) : NULL,
                              .size = UI_BODY};
  if (widget_button(ui, &why)) action->kind = SCR_WHY;
}

struct scr_action progress_overview(struct ui *ui, const struct scr_progress_view *view, float height_px) {
  struct scr_action action = {SCR_NONE, 0};
  if (box_width(ui) < ui_em(ui, UI_BODY) * TWO_COLUMNS_EM) {
    number_side(ui, view, false);
    button_side(ui, view, 0, &action);
    return action;
  }
  struct cam_rect left = box_take(ui, 0), right = left;
  left.w_px = roundf(left.w_px * LEFT_SHARE);
  float gap = ui_px(ui, 26);
  right.x_px += left.w_px + gap;
  right.w_px -= left.w_px + gap;
  box_begin(ui, left);
  number_side(ui, view, height_px > ui_px(ui, ROOMY_UNITS));
  float left_h = box_end(ui);
  box_begin(ui, right);
  button_side(ui, view, left_h, &action);
  float right_h = box_end(ui);
  box_space(ui, fmaxf(left_h, right_h));
  return action;
}
