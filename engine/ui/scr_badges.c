#include "scr_badges.h"

#include <math.h>
#include <string.h>

#include "day.h"
#include "emblem_draw.h"
#include "shape.h"

#define WIDEST_EM    64.0f
#define CARD_EM      9.6f /* width of a card, in em of its words */
#define RADIUS_UNITS 46.0f
#define LARGE_UNITS  150.0f

struct entry { /* one badge, from its rule, from the history, or from both */
  const char *title, *words, *progress;
  const struct emblem *emblem;
  bool earned, kept; /* kept: its rule is gone */
  int32_t day;
  double share;
};

static const struct badge *rule_of(const struct badge_list *list, const char *id) {
  for (int i = 0; list && i < list->count; i++) {
    if (strcmp(list->badges[i].id, id) == 0) return &list->badges[i];
  }
  return NULL;
}

static struct entry earned_entry(const struct scr_badges_view *view, const struct hist_badge *badge) {
  const struct badge *rule = rule_of(view->list, badge->id);
  return (struct entry){.title =
                            rule ? rule->title : badge->title, /* in the language of now, if that is known */
                        .words = rule ? rule->words : badge->words,
                        .progress = "",
                        .emblem = rule ? &rule->emblem : &badge->emblem,
                        .earned = true,
                        .kept = !rule && view->list,
                        .day = badge->day,
                        .share = 1};
}

/* Earned ones, the newest first, then the others as their files have them. Returns how many. */
static int gather(const struct scr_badges_view *view, struct entry out[SCR_BADGES_MAX]) {
  int count = 0;
  for (int i = view->hist->badge_count - 1; i >= 0 && count < SCR_BADGES_MAX; i--)
    out[count++] = earned_entry(view, &view->hist->badges[i]);
  for (int i = 0; view->list && i < view->list->count && count < SCR_BADGES_MAX; i++) {
    const struct badge *badge = &view->list->badges[i];
    if (badge->hidden_until_earned || hist_earned(view->hist, badge->id)) continue;
    double share = badge->goal > 0 ? badge->done / badge->goal : 0;
    out[count++] = (struct entry){.title = badge->title,
                                  .words = badge->words,
                                  .progress = badge->progress_words,
                                  .emblem = &badge->emblem,
                                  .share = fmin(fmax(share, 0), 1)};
  }
  return count;
}

static const char *status(struct ui *ui, const struct entry *entry, int32_t today) {
  return entry->earned ? day_words(ui, entry->day, today) : entry->progress;
}

/* The medal; round one that is not earned a ring that fills. */
static void medal(struct ui *ui, const struct entry *entry, float x, float y, float radius) {
  const struct palette *p = ui->frame.palette;
  emblem_draw(ui->frame.dl, p, entry->emblem, x, y, entry->earned ? radius : radius * 0.88f, entry->earned);
  if (entry->earned || entry->share <= 0) return;
  float line = fmaxf(radius * 0.075f, 2), at = radius * 0.985f;
  shape_arc(ui->frame.dl, x, y, at, line * 0.5f, 0, 1, dl_fade(p->text_dim, 0.35));
  shape_arc(ui->frame.dl, x, y, at, line, 0, (float)fmax(entry->share, 0.015), p->good);
}

/* ---- the gallery --------------------------------------------------------------------------------------------- */

struct card {
  float w_px, radius_px, pad_px;
};

static struct words title_of(struct ui *ui, const struct entry *entry, bool focused) {
  const struct palette *p = ui->frame.palette;
  struct dl_color ink = entry->earned ? p->panel_text : widget_dim(p, focused);
  struct words words = widget_words(ui, UI_SMALL, DL_MEDIUM, ink, entry->title);
  words.align = WORDS_CENTRE;
  words.line_em = 1.2f;
  return words;
}

static struct words status_of(struct ui *ui, const struct entry *entry, int32_t today, bool focused) {
  struct words words = widget_words(ui, UI_SMALL, DL_REGULAR, widget_dim(ui->frame.palette, focused),
                                    status(ui, entry, today));
  words.align = WORDS_CENTRE;
  words.line_em = 1.2f;
  return words;
}

static float card_height(struct ui *ui, const struct card *card, const struct entry *entry, int32_t today) {
  struct words title = title_of(ui, entry, false), below = status_of(ui, entry, today, false);
  float inner = card->w_px - 2 * card->pad_px;
  return 3 * card->pad_px + 2 * card->radius_px + words_height(ui, &title, inner) +
         words_height(ui, &below, inner);
}

static bool draw_card(struct ui *ui, const struct card *card, const struct entry *entry, int32_t today,
                      uint32_t id, struct cam_rect rect) {
  struct focus_state focus = focus_item(ui, id, rect, 0);
  if (!box_seen(ui, rect.y_px - card->pad_px, rect.h_px + 2 * card->pad_px)) return focus.activated;
  if (focus.focused) widget_panel(ui, rect, WIDGET_PLAIN, focus);
  float inner = card->w_px - 2 * card->pad_px, x = rect.x_px + card->pad_px, y = rect.y_px + card->pad_px;
  medal(ui, entry, rect.x_px + rect.w_px / 2, y + card->radius_px, card->radius_px);
  struct words title = title_of(ui, entry, focus.focused), below = status_of(ui, entry, today, focus.focused);
  y += 2 * card->radius_px + card->pad_px;
  y += words_draw(ui, &title, x, y, inner);
  words_draw(ui, &below, x, y, inner);
  return focus.activated;
}

static void gallery(struct ui *ui, const struct scr_badges_view *view, const struct entry *entries, int count,
                    struct scr_badges_state *state) {
  float gap = roundf(ui_px(ui, 8)), w = box_width(ui), em = ui_em(ui, UI_SMALL);
  int columns = (int)floorf((w + gap) / (em * CARD_EM + gap));
  columns = columns < 1 ? 1 : columns > 8 ? 8 : columns;
  struct card card = {.w_px = floorf((w - gap * (float)(columns - 1)) / (float)columns),
                      .pad_px = roundf(ui_px(ui, 10))};
  card.radius_px = fminf(ui_px(ui, RADIUS_UNITS), card.w_px / 2 - card.pad_px);
  for (int row = 0; row < count; row += columns) {
    float h = 0;
    for (int i = row; i < row + columns && i < count; i++)
      h = fmaxf(h, card_height(ui, &card, &entries[i], view->today));
    struct cam_rect rect = box_take(ui, h);
    box_space(ui, gap - ui_px(ui, 12));
    for (int i = row; i < row + columns && i < count; i++) {
      struct cam_rect place = {roundf(rect.x_px + (float)(i - row) * (card.w_px + gap)), rect.y_px, card.w_px,
                               rect.h_px};
      if (!draw_card(ui, &card, &entries[i], view->today, ui_id("badges.card", i), place)) continue;
      state->open = i + 1;
      ui->again = true;
    }
  }
}

/* ---- one of them ----------------------------------------------------------------------------------------------- */

static void bar(struct ui *ui, double share) {
  const struct palette *p = ui->frame.palette;
  float h = fmaxf(ui_px(ui, 12), 6);
  struct cam_rect rect = box_take(ui, h);
  shape_round_rect(ui->frame.dl, rect.x_px, rect.y_px, rect.w_px, h, h / 2, dl_fade(p->text_dim, 0.35));
  if (share > 0)
    shape_round_rect(ui->frame.dl, rect.x_px, rect.y_px, fmaxf(rect.w_px * (float)share, h), h, h / 2,
                     p->good);
}

static void detail_words(struct ui *ui, const struct entry *entry, int32_t today,
                         struct scr_badges_state *state) {
  widget_text(ui, UI_HEADING, DL_BOLD, ui->frame.palette->text, entry->title);
  widget_paragraph(ui, entry->words);
  box_space(ui, ui_px(ui, 8));
  if (entry->earned) {
    widget_text(ui, UI_BODY, DL_MEDIUM, ui->frame.palette->text,
                ui_fill(ui, "badges.earned", day_words(ui, entry->day, today), NULL));
    if (entry->kept) widget_note(ui, ui_word(ui, "badges.kept"));
  } else {
    bar(ui, entry->share);
    widget_paragraph(ui, entry->progress);
  }
  box_space(ui, ui_px(ui, 8));
  if (!widget_press(ui, ui_id("badges.close", 0), ui_word(ui, "badges.close"))) return;
  state->open = 0;
  ui->again = true;
}

static void detail(struct ui *ui, struct cam_rect rect, const struct entry *entry, int32_t today,
                   struct scr_badges_state *state) {
  bool beside = rect.w_px > rect.h_px * 1.1f && rect.w_px > ui_em(ui, UI_BODY) * 26;
  struct cam_rect stage = beside ? box_cut_left(&rect, rect.w_px * 0.42f) : rect;
  float radius =
      fminf(ui_px(ui, LARGE_UNITS), fminf(stage.w_px * 0.42f, rect.h_px * (beside ? 0.36f : 0.2f)));
  if (beside) {
    medal(ui, entry, stage.x_px + stage.w_px / 2, stage.y_px + stage.h_px * 0.46f, radius);
    box_cut_top(&rect, rect.h_px * 0.14f);
  }
  box_scroll_begin(ui, ui_id("badges.one", 0), rect);
  if (!beside) {
    struct cam_rect place = box_take(ui, 2.3f * radius);
    if (box_seen(ui, place.y_px, place.h_px))
      medal(ui, entry, place.x_px + place.w_px / 2, place.y_px + place.h_px / 2, radius);
  }
  detail_words(ui, entry, today, state);
  box_scroll_end(ui);
}

struct scr_action scr_badges(struct ui *ui, const struct scr_badges_view *view,
                             struct scr_badges_state *state) {
  struct entry entries[SCR_BADGES_MAX];
  int count = gather(view, entries), open = state->open - 1;
  bool one = open >= 0 && open < count;
  /* two screens for the focus, so that it is found again where it was */
  ui_screen(ui, one ? "badge" : "badges", one ? ui_id("badges.close", 0) : ui_id("badges.card", 0));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.back"));
  rect = scr_page(ui, rect, WIDEST_EM);
  if (one) {
    detail(ui, rect, &entries[open], view->today, state);
  } else {
    box_scroll_begin(ui, ui_id("badges.list", 0), rect);
    widget_title(ui, ui_word(ui, "badges.title"));
    const char *got =
        ui_fill(ui, "badges.count", ui_format(ui, "%d", view->hist->badge_count), ui_format(ui, "%d", count));
    widget_paragraph(ui, count > 0 ? got : ui_word(ui, "badges.none"));
    gallery(ui, view, entries, count, state);
    box_scroll_end(ui);
  }
  if (!ui_took_back(ui)) return (struct scr_action){SCR_NONE, 0};
  if (!one) return (struct scr_action){SCR_BACK, 0};
  state->open = 0;
  ui->again = true;
  return (struct scr_action){SCR_NONE, 0};
}
