#include "scr_why.h"

#include <math.h>

#include "day.h"
#include "shape.h"

#define WIDEST_EM      58.0f
#define TWO_COLUMNS_EM 40.0f
#define LEFT_SHARE     0.54f

/* "9 November to 15 November" and, at the right end or below it, what the rule says of them. */
static void span(struct ui *ui, const struct streak_span *span, int32_t today) {
  const struct palette *p = ui->frame.palette;
  struct words days =
      widget_words(ui, UI_SMALL, DL_MEDIUM, p->text, day_span(ui, span->from, span->to, today));
  struct words note = widget_words(ui, UI_SMALL, DL_REGULAR, p->text_dim, span->note);
  float dot = ui_em(ui, UI_SMALL) * 0.22f, left = dot * 5, w = box_width(ui) - left;
  float days_w = words_width(ui, days.em_px, days.weight, days.text);
  float note_w = words_width(ui, note.em_px, note.weight, note.text), gap = note.em_px;
  bool beside = note_w > 0 && days_w + gap + note_w < w;
  float days_h = words_height(ui, &days, w), note_h = words_height(ui, &note, w);
  struct cam_rect rect = box_take(ui, beside ? fmaxf(days_h, note_h) : days_h + note_h);
  box_space(ui, -ui_px(ui, 6)); /* a list, not paragraphs */
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  shape_circle(ui->frame.dl, rect.x_px + dot * 1.5f, rect.y_px + days.em_px * UI_LINE_EM / 2, dot, p->good);
  words_draw(ui, &days, rect.x_px + left, rect.y_px, w);
  if (beside) note.align = WORDS_RIGHT;
  words_draw(ui, &note, rect.x_px + left, beside ? rect.y_px : rect.y_px + days_h, w);
}

static void explanation(struct ui *ui, const struct scr_why_view *view) {
  const struct streak *streak = view->streak;
  if (!streak) {
    widget_paragraph(ui, ui_word(ui, "why.none"));
    return;
  }
  widget_text(ui, UI_HEADING, DL_BOLD, ui->frame.palette->text, streak->headline);
  for (int i = 0; i < streak->line_count; i++) widget_paragraph(ui, streak->lines[i]);
}

static void spans(struct ui *ui, const struct scr_why_view *view) {
  const struct streak *streak = view->streak;
  if (!streak || streak->span_count == 0) return;
  box_space(ui, ui_px(ui, 10));
  widget_heading(ui, ui_word(ui, "why.counted"));
  for (int i = 0; i < streak->span_count; i++) span(ui, &streak->spans[i], view->today);
}

static void rules(struct ui *ui, const struct scr_why_view *view, struct scr_action *action) {
  widget_heading(ui, ui_word(ui, "why.choose"));
  widget_note(ui, ui_word(ui, "why.keeps"));
  for (int i = 0; i < view->rule_count; i++) {
    const struct streak_rule *rule = &view->rules[i];
    const char *mark = i == view->chosen ? ui_word(ui, "why.chosen")
                       : rule->own       ? ui_word(ui, "why.own")
                                         : NULL;
    struct widget_button row = {.id = ui_id("why.rule", i),
                                .text = rule->title,
                                .detail = rule->summary,
                                .aside = mark,
                                .size = UI_BODY};
    if (widget_button(ui, &row)) *action = (struct scr_action){SCR_RULE, i};
  }
}

struct scr_action scr_why(struct ui *ui, const struct scr_why_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "why", ui_id("why.rule", view->chosen > 0 ? view->chosen : 0));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.back"));
  rect = scr_page(ui, rect, WIDEST_EM);
  bool two = rect.w_px > ui_em(ui, UI_BODY) * TWO_COLUMNS_EM && view->rule_count > 0;
  if (two) {
    float gap = ui_px(ui, 30);
    struct cam_rect left = box_cut_left(&rect, roundf(rect.w_px * LEFT_SHARE));
    box_cut_left(&rect, gap);
    box_scroll_begin(ui, ui_id("why.words", 0), left);
    widget_title(ui, ui_word(ui, "why.title"));
    explanation(ui, view);
    spans(ui, view);
    box_scroll_end(ui);
    box_scroll_begin(ui, ui_id("why.rules", 0), rect);
    box_space(ui, ui_px(ui, 16));
    rules(ui, view, &action);
    box_scroll_end(ui);
  } else {
    box_scroll_begin(ui, ui_id("why.all", 0), rect);
    widget_title(ui, ui_word(ui, "why.title"));
    explanation(ui, view);
    if (view->rule_count > 0) rules(ui, view, &action);
    spans(ui, view);
    box_scroll_end(ui);
  }
  if (ui_took_back(ui)) action = (struct scr_action){SCR_BACK, 0};
  return action;
}
