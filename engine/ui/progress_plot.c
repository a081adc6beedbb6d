#include "progress_plot.h"

#include <math.h>

#include "day.h"
#include "portrait.h"
#include "shape.h"

#define BUCKETS_MAX  26
#define SMOOTH_STEPS 8
#define WEEKS_DAYS   (13 * 7)
#define YEAR_DAYS    364
#define TALLEST      0.62f  /* of its width */
#define LEAST_H      230.0f /* units */

enum when { BEFORE, AFTER, WHENS };

struct bucket {
  int sum[WHENS], count[WHENS];
};

struct plot {
  struct bucket buckets[BUCKETS_MAX];
  int bucket_count, days_each;
  int32_t from, to;
  int64_t sum[WHENS];
  int count[WHENS];
};

static int range_days(const struct scr_progress_view *view, int range) {
  if (range == PROGRESS_PLOT_WEEKS) return WEEKS_DAYS;
  if (range == PROGRESS_PLOT_YEAR) return YEAR_DAYS;
  int32_t first = view->hist->day_count > 0 ? view->hist->days[0].day : view->today;
  return view->today - first + 1 > WEEKS_DAYS ? view->today - first + 1 : WEEKS_DAYS;
}

static struct plot gather(const struct scr_progress_view *view, int range) {
  int days = range_days(view, range);
  int each = (days + BUCKETS_MAX - 1) / BUCKETS_MAX;
  struct plot plot = {.days_each = each < 7 ? 7 : each, .to = view->today};
  plot.bucket_count = (days + plot.days_each - 1) / plot.days_each;
  plot.from = view->today - plot.bucket_count * plot.days_each + 1;
  const struct hist *hist = view->hist;
  for (int i = hist_from(hist, plot.from); i < hist->day_count && hist->days[i].day <= plot.to; i++) {
    const struct hist_day *day = &hist->days[i];
    struct bucket *bucket = &plot.buckets[(day->day - plot.from) / plot.days_each];
    const int sums[WHENS] = {day->before_sum, day->after_sum},
              counts[WHENS] = {day->before_count, day->after_count};
    for (int k = 0; k < WHENS; k++) {
      bucket->sum[k] += sums[k], bucket->count[k] += counts[k];
      plot.sum[k] += sums[k], plot.count[k] += counts[k];
    }
  }
  return plot;
}

/* Curve through the points; none of it lies above or below its neighbours, so that it never says more than they. */
static float smooth(const struct shape_point *p, int count, int i, float u) {
  float before = i > 0 ? p[i].y_px - p[i - 1].y_px : 0, here = p[i + 1].y_px - p[i].y_px;
  float after = i + 2 < count ? p[i + 2].y_px - p[i + 1].y_px : 0;
  float m0 = before * here > 0 ? 2 * before * here / (before + here) : 0;
  float m1 = here * after > 0 ? 2 * here * after / (here + after) : 0;
  float v = u * u * (3 - 2 * u);
  return p[i].y_px + here * v + m0 * u * (1 - u) * (1 - u) - m1 * u * u * (1 - u);
}

static struct dl_color color_of(const struct palette *p, enum when when) {
  return when == AFTER ? p->good : widget_warm(p);
}

static int draw_line(struct ui *ui, const struct plot *plot, struct cam_rect area, enum when when,
                     struct shape_point *last) {
  const struct palette *p = ui->frame.palette;
  struct shape_point points[BUCKETS_MAX], curve[BUCKETS_MAX * SMOOTH_STEPS];
  int count = 0, n = 0;
  for (int i = 0; i < plot->bucket_count; i++) {
    const struct bucket *b = &plot->buckets[i];
    if (b->count[when] == 0) continue;
    float mean = (float)b->sum[when] / (float)b->count[when];
    points[count++] =
        (struct shape_point){area.x_px + area.w_px * ((float)i + 0.5f) / (float)plot->bucket_count,
                             area.y_px + area.h_px * (RECORD_FACES - mean) / (RECORD_FACES - 1)};
  }
  if (count == 0) return 0;
  for (int i = 0; i + 1 < count; i++) {
    for (int k = 0; k < SMOOTH_STEPS; k++) {
      float u = (float)k / SMOOTH_STEPS, x = points[i].x_px + (points[i + 1].x_px - points[i].x_px) * u;
      curve[n++] = (struct shape_point){x, smooth(points, count, i, u)};
    }
  }
  curve[n++] = points[count - 1];
  float line = fmaxf(ui_px(ui, 4.5f), 2);
  struct dl_color color = color_of(p, when);
  shape_line(ui->frame.dl, curve, n, line, color);
  for (int i = 0; i < count; i++) { /* told apart without colour as well: open dots before, full ones after */
    shape_circle(ui->frame.dl, points[i].x_px, points[i].y_px, line * 1.35f, color);
    if (when == BEFORE) shape_circle(ui->frame.dl, points[i].x_px, points[i].y_px, line * 0.75f, p->panel);
  }
  *last = points[count - 1];
  return count;
}

/* The ends of the scale, as faces with their names, left of the plot; thin lines across it. Returns their width. */
static float scale_width(struct ui *ui) {
  float w = 0, em = ui_em(ui, UI_SMALL);
  for (int face = 1; face <= RECORD_FACES; face += RECORD_FACES - 1)
    w = fmaxf(w, words_width(ui, em, DL_REGULAR, scr_face(ui, face)));
  return ceilf(w + em * 0.9f);
}

static void draw_scale(struct ui *ui, struct cam_rect area, float x, float w) {
  const struct palette *p = ui->frame.palette;
  float em = ui_em(ui, UI_SMALL), line = roundf(em * UI_LINE_EM);
  for (int face = 1; face <= RECORD_FACES; face++) {
    float y = area.y_px + area.h_px * (float)(RECORD_FACES - face) / (RECORD_FACES - 1);
    shape_rect(ui->frame.dl, area.x_px, y - 0.5f, area.w_px, fmaxf(ui_px(ui, 1.5f), 1),
               dl_fade(p->text_dim, 0.28));
    if (face != 1 && face != RECORD_FACES) continue;
    struct words name = widget_words(ui, UI_SMALL, DL_REGULAR, p->panel_text, scr_face(ui, face));
    words_draw(ui, &name, x, roundf(y - line / 2), w);
    float radius = fminf(em * 1.25f, area.h_px * 0.14f);
    float face_y = face == 1 ? y - line * 0.6f - radius : y + line * 0.6f + radius;
    portrait_draw(ui->frame.dl, p, face, x + radius, face_y, radius);
  }
}

/* "before" and "after" where the lines end, pushed apart where the lines meet. */
static void draw_ends(struct ui *ui, struct cam_rect area, const bool has[WHENS],
                      const struct shape_point ends[WHENS]) {
  static const char *const keys[WHENS] = {"progress.feeling.before", "progress.feeling.after"};
  const struct palette *p = ui->frame.palette;
  float em = ui_em(ui, UI_SMALL), line = roundf(em * UI_LINE_EM);
  float y[WHENS] = {ends[BEFORE].y_px, ends[AFTER].y_px};
  if (has[BEFORE] && has[AFTER] && fabsf(y[BEFORE] - y[AFTER]) < line) {
    float middle = (y[BEFORE] + y[AFTER]) / 2, way = y[AFTER] <= y[BEFORE] ? 0.5f : -0.5f;
    y[AFTER] = middle - way * line, y[BEFORE] = middle + way * line;
  }
  for (int k = 0; k < WHENS; k++) {
    if (!has[k]) continue;
    struct words words = widget_words(ui, UI_SMALL, DL_MEDIUM, p->panel_text, ui_word(ui, keys[k]));
    float x = area.x_px + area.w_px + em * 0.5f;
    shape_round_rect(ui->frame.dl, x, y[k] - em * 0.08f, em * 0.5f, em * 0.16f, em * 0.08f,
                     color_of(p, (enum when)k));
    words_draw(ui, &words, x + em * 0.8f, roundf(y[k] - line / 2), area.w_px);
  }
}

static float ends_width(struct ui *ui) {
  float em = ui_em(ui, UI_SMALL);
  float before = words_width(ui, em, DL_MEDIUM, ui_word(ui, "progress.feeling.before"));
  return fmaxf(before, words_width(ui, em, DL_MEDIUM, ui_word(ui, "progress.feeling.after"))) + em * 1.6f;
}

static void draw_dates(struct ui *ui, const struct scr_progress_view *view, const struct plot *plot,
                       struct cam_rect area, float y) {
  struct words from = widget_words(ui, UI_SMALL, DL_REGULAR, ui->frame.palette->text_dim,
                                   day_words(ui, plot->from, view->today)),
               to = from;
  to.text = day_words(ui, plot->to, view->today);
  to.align = WORDS_RIGHT;
  float from_w = words_width(ui, from.em_px, from.weight, from.text),
        to_w = words_width(ui, to.em_px, to.weight, to.text);
  if (from_w > area.w_px) return;
  words_draw(ui, &from, area.x_px, y, area.w_px);
  if (from_w + to_w + from.em_px < area.w_px) words_draw(ui, &to, area.x_px, y, area.w_px);
}

static void draw_plot(struct ui *ui, const struct scr_progress_view *view, const struct plot *plot,
                      float height) {
  float pad = widget_pad(ui), em = ui_em(ui, UI_SMALL), line = roundf(em * UI_LINE_EM),
        pad_y = roundf(line * 0.9f);
  struct cam_rect rect = box_take(ui, fmaxf(height, ui_px(ui, LEAST_H) + 2 * line));
  widget_ground(ui, rect);
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  struct cam_rect area = box_inset(rect, pad, 0);
  float scale = scale_width(ui), ends_w = ends_width(ui), x = area.x_px;
  bool narrow =
      area.w_px - scale - ends_w < area.w_px * 0.4f; /* then the sentence above says which line is which */
  box_cut_left(&area, scale);
  if (!narrow) box_cut_right(&area, ends_w);
  area.y_px += pad_y;
  area.h_px -= pad_y + roundf(line * 0.9f) + line + pad_y * 0.3f;
  draw_scale(ui, area, x, scale);
  struct shape_point ends[WHENS] = {{0, 0}, {0, 0}};
  bool has[WHENS];
  for (int k = 0; k < WHENS; k++) has[k] = draw_line(ui, plot, area, (enum when)k, &ends[k]) > 0;
  if (!narrow) draw_ends(ui, area, has, ends);
  draw_dates(ui, view, plot, area, area.y_px + area.h_px + roundf(line * 0.9f));
}

static const char *mean_word(struct ui *ui, const struct plot *plot, enum when when) {
  int face = (int)lround((double)plot->sum[when] / plot->count[when]);
  return scr_face(ui, face);
}

static void draw_none(struct ui *ui) {
  float radius = ui_px(ui, 54), gap = ui_px(ui, 30);
  struct cam_rect rect = box_take(ui, 2 * radius + gap);
  for (int i = 0; i < 2; i++) {
    float x = rect.x_px + radius + (float)i * (2 * radius + gap);
    portrait_draw(ui->frame.dl, ui->frame.palette, i == 0 ? 2 : 4, x, rect.y_px + radius + gap / 2, radius);
  }
  widget_heading(ui, ui_word(ui, "progress.feeling.none"));
  widget_paragraph(ui, ui_word(ui, "progress.feeling.none_words"));
}

void progress_plot(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state,
                   float height_px) {
  static const char *const ranges[PROGRESS_PLOT_RANGES] = {"progress.feeling.weeks", "progress.feeling.year",
                                                           "progress.feeling.all"};
  int range = state->range;
  range += widget_choice(ui, ui_id("progress.range", 0), ui_word(ui, "progress.feeling.label"), NULL,
                         ui_word(ui, ranges[range]), range == 0, range == PROGRESS_PLOT_RANGES - 1);
  if (range >= 0 && range < PROGRESS_PLOT_RANGES && range != state->range) {
    state->range = range;
    ui->again = true;
  }
  struct plot plot = gather(view, state->range);
  bool before = plot.count[BEFORE] > 0, after = plot.count[AFTER] > 0;
  if (!before && !after) {
    draw_none(ui);
    return;
  }
  struct words sentence = widget_words(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, "");
  if (before && after)
    sentence.text =
        ui_fill(ui, "progress.feeling.usual", mean_word(ui, &plot, BEFORE), mean_word(ui, &plot, AFTER));
  else
    sentence.text =
        ui_fill(ui, "progress.feeling.one_sided", mean_word(ui, &plot, before ? BEFORE : AFTER), NULL);
  float h = words_height(ui, &sentence, box_width(ui));
  widget_paragraph(ui, sentence.text);
  draw_plot(ui, view, &plot, fminf(height_px - h - ui_px(ui, 100), box_width(ui) * TALLEST));
}
