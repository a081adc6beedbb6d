#include "scr_progress.h"

#include <math.h>

#include "progress_away.h"
#include "progress_overview.h"
#include "progress_plot.h"
#include "progress_year.h"
#include "shape.h"

#define WIDEST_EM 62.0f

static uint32_t tab_id(int page) {
  return ui_id("progress.tab", page);
}

/* One after the other in a row of equal widths, or below each other where the words are too long for that. */
static void tabs(struct ui *ui, struct scr_progress_state *state) {
  static const char *const keys[SCR_PROGRESS_PAGES] = {"progress.tab.overview", "progress.tab.year",
                                                       "progress.tab.feeling", "progress.tab.away"};
  const struct palette *p = ui->frame.palette;
  float gap = roundf(ui_px(ui, 10)), w = (box_width(ui) - 3 * gap) / SCR_PROGRESS_PAGES,
        em = ui_em(ui, UI_BODY);
  float least = roundf(ui_em(ui, UI_SMALL) * 0.84f), pad = ui_px(ui, 10);
  for (int i = 0; i < SCR_PROGRESS_PAGES; i++)
    em = fminf(em, words_fit(ui, em, least, DL_BOLD, ui_word(ui, keys[i]), w - 2 * pad));
  int columns = SCR_PROGRESS_PAGES;
  for (int i = 0; i < SCR_PROGRESS_PAGES; i++)
    if (words_width(ui, em, DL_BOLD, ui_word(ui, keys[i])) > w - 2 * pad) columns = 2;
  if (columns == 2) w = (box_width(ui) - gap) / 2;
  float h = roundf(fmaxf(em * UI_LINE_EM + ui_px(ui, 18), ui_px(ui, 52)));
  struct cam_rect row = {0, 0, 0, 0};
  for (int i = 0; i < SCR_PROGRESS_PAGES; i++) {
    if (i % columns == 0) row = box_take(ui, h);
    struct cam_rect rect = {roundf(row.x_px + (float)(i % columns) * (w + gap)), row.y_px, floorf(w), h};
    struct focus_state focus = focus_item(ui, tab_id(i), rect, 0);
    bool open = (int)state->page == i;
    widget_panel(ui, rect, WIDGET_PLAIN, focus);
    if (open) {
      float bar = fmaxf(ui_px(ui, 5), 3), in = w * 0.2f;
      shape_round_rect(ui->frame.dl, rect.x_px + in, rect.y_px + h - bar * 1.6f, rect.w_px - 2 * in, bar,
                       bar / 2, p->accent);
    }
    struct words words = {.text = ui_word(ui, keys[i]),
                          .em_px = em,
                          .weight = open ? DL_BOLD : DL_MEDIUM,
                          .color = open ? p->panel_text : widget_dim(p, focus.focused),
                          .align = WORDS_CENTRE};
    words_draw(ui, &words, rect.x_px, roundf(rect.y_px + (h - em * UI_LINE_EM) / 2), rect.w_px);
    if (!focus.activated || open) continue;
    state->page = (enum scr_progress_page)i;
    ui->again = true;
  }
}

struct scr_action scr_progress(struct ui *ui, const struct scr_progress_view *view,
                               struct scr_progress_state *state) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "progress", tab_id(SCR_PROGRESS_OVERVIEW));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, view->banner);
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.back"));
  rect = scr_page(ui, rect, WIDEST_EM);
  box_scroll_begin(ui, ui_id("progress.page", 0), rect);
  widget_title(ui, ui_word(ui, "progress.title"));
  tabs(ui, state);
  box_space(ui, ui_px(ui, 6));
  float left = rect.h_px - ui_em(ui, UI_TITLE) * 1.15f - ui_px(ui, 52 + 50);
  if (state->page == SCR_PROGRESS_OVERVIEW) action = progress_overview(ui, view, left);
  if (state->page == SCR_PROGRESS_YEAR) progress_year(ui, view, state, left);
  if (state->page == SCR_PROGRESS_FEELING) progress_plot(ui, view, state, left);
  if (state->page == SCR_PROGRESS_AWAY) action = progress_away(ui, view, state);
  box_scroll_end(ui);
  if (!ui_took_back(ui)) return action;
  if (state->page == SCR_PROGRESS_OVERVIEW) return (struct scr_action){SCR_BACK, 0};
  state->page = SCR_PROGRESS_OVERVIEW;
  ui->focus = tab_id(SCR_PROGRESS_OVERVIEW);
  ui->follow = ui->again = true;
  return action;
}
