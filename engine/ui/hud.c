#include "hud.h"

#include <math.h>

#include "flourish.h"
#include "lane.h"
#include "scr_session.h"
#include "shape.h"

/* Em sizes in units at text scale 1. Cap heights at 1280 × 800: cue 65 px, number 97 px. */
#define CUE_EM         90.0f
#define NUMBER_EM      134.0f
#define UPRIGHT_NUMBER 0.85f /* in a high window the cue needs the width more */
#define HINT_EM        36.0f
#define OF_EM          36.0f
#define BAND_EM        28.0f
#define LANE_EM        26.0f
#define LANE_PAGE_LEFT_S                                                                                     \
  0.8 /* with reduced motion: from the edge to where the ball begins a page, and ends it */
#define LANE_PAGE_RIGHT_S  2.0
#define CAPTION_SHARE      0.62f /* of the width; the rest is for what comes next */
#define LANE_UNITS         138.0f
#define UPRIGHT_LANE_SHARE 0.15f
#define UPRIGHT_WORDS      1.2f  /* in a high window hint, lane and what comes next are larger */
#define CUE_SHRINK         0.62f /* of its size, where the window is too narrow */
#define STAGE_SHARE        0.38f /* of the height that the stage keeps however large the text */
#define DOWN_WORDS_SHARE   0.40f /* of the width, beside a figure that stands in the whole height */
#define DOT_UNITS          8.0f
#define LEAF_SHARE         0.030f /* of the height: length of a leaf */
#define LEAF_REACH         0.15f  /* and how far it rises */
#define END_EARLY_S        1.2    /* the last leaves begin as the arms come to rest */
#define SIDE_WORDS_SHARE   0.55f
#define SIDE_HIGHER_UNITS  64.0f
#define DOWN_ASPECT        0.75f /* width / height of what there is to see from above */

/* The session fits its window as a whole: no least unit, because nothing here scrolls. */
static float unit(const struct ui *ui) {
  float shorter = fminf(ui->frame.w_px, ui->frame.h_px), longer = fmaxf(ui->frame.w_px, ui->frame.h_px);
  return fminf(shorter / 800.0f, longer / 1280.0f);
}

static bool upright(const struct ui *ui) {
  return ui->frame.h_px > ui->frame.w_px * 1.1f;
}

static struct words cue_words(const struct ui *ui, const struct hud *hud, const char *text) {
  return (struct words){.text = text,
                        .em_px = hud->cue_em_px,
                        .weight = DL_BOLD,
                        .color = ui->frame.palette->text,
                        .align = hud->exchanged ? WORDS_RIGHT : WORDS_LEFT,
                        .line_em = 1.08f};
}

static struct words hint_words(const struct ui *ui, const struct hud *hud, const char *text) {
  return (struct words){.text = text,
                        .em_px = hud->hint_em_px,
                        .weight = DL_REGULAR,
                        .color = ui->frame.palette->text,
                        .align = hud->exchanged ? WORDS_RIGHT : WORDS_LEFT,
                        .line_em = 1.2f};
}

static struct words band_words(const struct ui *ui, const struct hud *hud, const char *text) {
  return (struct words){
      .text = text, .em_px = hud->band_em_px, .weight = DL_MEDIUM, .color = ui->frame.palette->text};
}

/* ---- layout ------------------------------------------------------------------------------------------- */

struct collected { /* the different words of a plan */
  const struct plan_segment *segments[HUD_WORDS_MAX];
  int count;
};

static void collect(struct collected *all, const struct plan *plan) {
  all->count = 0;
  for (int i = 0; i < plan->segment_count && all->count < HUD_WORDS_MAX; i++) {
    const struct plan_segment *segment = &plan->segments[i];
    bool known = false;
    for (int j = 0; j < all->count && !known; j++) {
      const struct routine_words *a = &all->segments[j]->words, *b = &segment->words;
      known = a->cue == b->cue && a->hint == b->hint && all->segments[j]->camera == segment->camera;
    }
    if (!known) all->segments[all->count++] = segment;
  }
}

static bool waits(const struct plan_segment *segment) {
  return segment->kind == PLAN_GET_READY || segment->kind == PLAN_REST;
}

static struct scene_look views_of(const struct ui *ui, const struct hud *hud) {
  return (struct scene_look){
      .fixed_view = hud->fixed_view, .mirrored = hud->mirrored, .cut = ui->frame.reduced_motion};
}

/* Whether the figure stands upright in the picture then, its head at the top. */
static bool stands(const struct ui *ui, const struct hud *hud, const struct plan_segment *segment) {
  struct scene_look look = views_of(ui, hud);
  return !cam_lies_across(scene_view(segment, &look));
}

/* Width of the words in the corner. */
static float corner_width(const struct ui *ui, const struct hud *hud, const struct plan_segment *segment,
                          float w_px) {
  if (upright(ui) || !stands(ui, hud, segment)) return w_px;
  return fminf(w_px, ui->frame.w_px * DOWN_WORDS_SHARE);
}

/* Room for the widest number that can stand there, so that nothing moves when it changes. */
static float number_width(struct ui *ui, const struct hud *hud) {
  float digits = words_width(ui, hud->number_em_px, DL_BOLD, "10");
  float of = words_width(ui, hud->of_em_px, DL_MEDIUM, ui_fill(ui, "session.of", "10", NULL));
  return fmaxf(digits + hud->of_em_px * 0.3f + of, hud->number_em_px * 1.5f);
}

static void set_sizes(const struct ui *ui, struct hud *hud, float scale) {
  float u = unit(ui), small = u * (upright(ui) ? fmaxf(UPRIGHT_WORDS / scale, 1) : 1);
  hud->cue_em_px = roundf(CUE_EM * u * fminf(scale, 1.15f));
  hud->number_em_px = roundf(NUMBER_EM * u * (upright(ui) ? UPRIGHT_NUMBER : fminf(scale, 1.15f)));
  hud->hint_em_px = roundf(HINT_EM * small * scale);
  hud->of_em_px = roundf(OF_EM * u * (upright(ui) ? 1 : fminf(scale, 1.5f)));
  hud->band_em_px = roundf(BAND_EM * small * scale);
  hud->lane_em_px = roundf(LANE_EM * small * fminf(scale, 1.4f));
}

/* The highest cue with its hint, once all cues have a size at which the longest fits. */
static float fit_cues(struct ui *ui, struct hud *hud, const struct collected *all, float w_px) {
  float least = floorf(hud->cue_em_px * CUE_SHRINK), highest = 0;
  for (int i = 0; i < all->count; i++) {
    hud->cue_em_px = words_fit(ui, hud->cue_em_px, least, DL_BOLD, all->segments[i]->words.cue, w_px);
  }
  for (int i = 0; i < all->count; i++) {
    struct words cue = cue_words(ui, hud, all->segments[i]->words.cue);
    struct words hint = hint_words(ui, hud, all->segments[i]->words.hint);
    float w = corner_width(ui, hud, all->segments[i], w_px);
    highest = fmaxf(highest, words_height(ui, &cue, w_px) + words_height(ui, &hint, w));
  }
  return highest;
}

/* Captions say what is spoken: the highest of them. */
static float caption_height(struct ui *ui, const struct hud *hud, const struct collected *all, float w_px) {
  float highest = 0;
  for (int i = 0; hud->captions && i < all->count; i++) {
    struct words caption = band_words(ui, hud, all->segments[i]->words.say);
    highest = fmaxf(highest, words_height(ui, &caption, w_px));
  }
  return highest;
}

/* The places for one scale; the stage takes what is left. */
static void divide(struct ui *ui, struct hud *hud, const struct collected *all, struct cam_rect rect,
                   float scale) {
  float u = unit(ui), margin = roundf(fminf(52 * u, rect.w_px * 0.045f));
  set_sizes(ui, hud, scale);
  float inner_w = rect.w_px - 2 * margin, number_w = number_width(ui, hud);
  float cue_w = inner_w - number_w - margin, cue_h = fit_cues(ui, hud, all, cue_w);
  float number_h = hud->number_em_px * UI_CAP_EM + 5 * DOT_UNITS * u;
  float lane_h = LANE_UNITS * u * fminf(0.75f + scale * 0.25f, 1.25f);
  if (upright(ui)) lane_h = fmaxf(lane_h, rect.h_px * UPRIGHT_LANE_SHARE); /* there is height to spare */
  hud->lane = box_cut_bottom(&rect, roundf(lane_h));
  float line = roundf(hud->band_em_px * UI_LINE_EM);
  float caption_h = caption_height(ui, hud, all, inner_w * CAPTION_SHARE);
  hud->band = box_inset(box_cut_bottom(&rect, fmaxf(line, caption_h) + roundf(14 * u)), margin, 0);
  box_cut_top(&rect, margin * 0.62f);
  struct cam_rect words = box_cut_top(&rect, fmaxf(cue_h, upright(ui) ? number_h : 0) + roundf(8 * u));
  hud->cue = box_inset(words, margin, 0);
  hud->number = box_cut_right(&hud->cue, number_w);
  hud->number.y_px += roundf(9 * u);
  hud->number.h_px = number_h;
  hud->cue.w_px = cue_w;
  hud->stage = hud->stage_down = rect;
}

/* How far right the words in the corner reach while the figure moves in such a view. */
static float reach_of_words(struct ui *ui, const struct hud *hud, const struct collected *all,
                            bool standing) {
  float reach = 0;
  for (int i = 0; i < all->count; i++) {
    const struct plan_segment *segment = all->segments[i];
    if (waits(segment) || stands(ui, hud, segment) != standing) continue;
    struct words cue = cue_words(ui, hud, segment->words.cue),
                 hint = hint_words(ui, hud, segment->words.hint);
    float w = corner_width(ui, hud, segment, hud->cue.w_px);
    reach = fmaxf(reach, fmaxf(words_widest(ui, &cue, hud->cue.w_px), words_widest(ui, &hint, w)));
  }
  return hud->cue.x_px + reach;
}

static float shown_height(struct cam_rect rect) {
  return fminf(rect.h_px, rect.w_px / DOWN_ASPECT);
}

/* Where the stage can be larger without meeting a word. From the side the hands rise right of the middle: beside
** short words the stage begins higher. From above the figure is upright: it stands between the words on the left and
** the number on the right, in the whole height. */
static void widen_stage(struct ui *ui, struct hud *hud, const struct collected *all) {
  float u = unit(ui), top = roundf(14 * u), tall_top = roundf(26 * u);
  if (upright(ui)) return;
  if (reach_of_words(ui, hud, all, false) < ui->frame.w_px * SIDE_WORDS_SHARE) {
    float higher = fminf(SIDE_HIGHER_UNITS * u, hud->stage.y_px - top);
    hud->stage.y_px -= higher;
    hud->stage.h_px += higher;
  }
  float x0 = reach_of_words(ui, hud, all, true) + 20 * u, x1 = hud->number.x_px + hud->number.w_px * 0.2f;
  struct cam_rect tall = {x0, tall_top, x1 - x0, hud->band.y_px - tall_top};
  if (shown_height(tall) > shown_height(hud->stage_down)) hud->stage_down = tall;
}

static void exchange(const struct ui *ui, struct cam_rect *rect) {
  rect->x_px = ui->frame.w_px - rect->x_px - rect->w_px;
}

/* A figure whose head is at the left reaches up left of the middle: words and number change places, and words end at
** one edge instead of beginning there, so that the whole composition is the usual one in a mirror. */
static void exchange_sides(const struct ui *ui, struct hud *hud) {
  exchange(ui, &hud->cue);
  exchange(ui, &hud->number);
  exchange(ui, &hud->stage);
  exchange(ui, &hud->stage_down);
}

static bool any_lies_across(const struct ui *ui, const struct hud *hud) {
  for (int i = 0; i < hud->plan->segment_count; i++)
    if (!stands(ui, hud, &hud->plan->segments[i])) return true;
  return false;
}

/* What a layout depends on. */
static struct hud asked_of(const struct ui *ui, const struct scr_session_view *view) {
  struct hud asked = {.plan = view->plan,
                      .w_px = ui->frame.w_px,
                      .h_px = ui->frame.h_px,
                      .text_scale = ui->frame.text_scale,
                      .captions = view->settings->captions != 0,
                      .fixed_view = view->settings->camera - 1,
                      .mirrored = view->settings->mirrored != 0};
  return asked;
}

void hud_layout(struct ui *ui, struct hud *hud, const struct scr_session_view *view) {
  struct hud asked = asked_of(ui, view);
  if (hud->plan == asked.plan && hud->w_px == asked.w_px && hud->h_px == asked.h_px &&
      hud->text_scale == asked.text_scale && hud->captions == asked.captions &&
      hud->fixed_view == asked.fixed_view && hud->mirrored == asked.mirrored) {
    return;
  }
  *hud = asked;
  struct collected all;
  collect(&all, view->plan);
  struct cam_rect rect = {0, 0, hud->w_px, hud->h_px};
  float scale = (float)hud->text_scale;
  divide(ui, hud, &all, rect, scale);
  while (scale > 1 && hud->stage.h_px < rect.h_px * STAGE_SHARE) {
    scale = fmaxf(scale - 0.1f, 1);
    divide(ui, hud, &all, rect, scale);
  }
  widen_stage(ui, hud, &all);
  struct scene_look look = views_of(ui, hud);
  hud->exchanged = !upright(ui) && scene_mirrored(hud->plan, &look) && any_lies_across(ui, hud);
  if (hud->exchanged) exchange_sides(ui, hud);
}

struct hud_moment hud_moment(const struct plan_sample *sample, struct ses_frame now) {
  const struct plan_segment *s = sample->segment;
  struct hud_moment moment = {.sample = sample, .waiting = waits(s)};
  moment.counting = moment.waiting || s->kind == PLAN_COUNT_IN;
  if (!moment.counting || s->length_frames <= 0) return moment;
  int64_t left = s->start.v + s->length_frames - now.v;
  if (left > s->length_frames) left = s->length_frames;
  moment.count = (int)ceil(frames_to_s(left) - 1e-9);
  if (moment.count < 1) moment.count = 1;
  moment.left = (double)left / (double)s->length_frames;
  return moment;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static float dots_width(const struct ui *ui, int reps) {
  return DOT_UNITS * unit(ui) * (2 + 3.3f * (float)(reps - 1));
}

static void draw_dots(struct ui *ui, float right_px, float y_px, int rep, int reps) {
  const struct palette *p = ui->frame.palette;
  float r = DOT_UNITS * unit(ui), step = r * 3.3f;
  for (int i = 0; i < reps; i++) {
    float x = right_px - r - (float)(reps - 1 - i) * step;
    if (i + 1 < rep)
      shape_circle(ui->frame.dl, x, y_px, r, p->accent);
    else if (i + 1 == rep)
      shape_circle(ui->frame.dl, x, y_px, r * 1.25f, p->text);
    else
      shape_arc(ui->frame.dl, x, y_px, r * 0.85f, fmaxf(r * 0.28f, 1.2f), 0, 1, p->text_dim);
  }
}

static void draw_rep(struct ui *ui, const struct hud *hud, const struct plan_segment *segment) {
  const struct palette *p = ui->frame.palette;
  const char *number = ui_format(ui, "%d", segment->rep);
  const char *of = ui_fill(ui, "session.of", ui_format(ui, "%d", segment->reps), NULL);
  float base = hud->number.y_px + roundf(hud->number_em_px * UI_CAP_EM);
  float of_w = words_width(ui, hud->of_em_px, DL_MEDIUM, of);
  float number_w = words_width(ui, hud->number_em_px, DL_BOLD, number);
  float gap = roundf(hud->of_em_px * 0.3f);
  float right = hud->number.x_px + (hud->exchanged ? number_w + gap + of_w : hud->number.w_px);
  dl_text(ui->frame.dl, roundf(right - of_w), base, hud->of_em_px, DL_MEDIUM, p->text, of);
  dl_text(ui->frame.dl, roundf(right - of_w - gap - number_w), base, hud->number_em_px, DL_BOLD, p->text,
          number);
  float dots_right = hud->exchanged ? hud->number.x_px + dots_width(ui, segment->reps) : right;
  draw_dots(ui, dots_right, base + 3.4f * DOT_UNITS * unit(ui), segment->rep, segment->reps);
}

/* A big number in a ring that empties; with reduced motion the ring goes by whole seconds. */
static void draw_count(struct ui *ui, const struct hud *hud, const struct hud_moment *moment) {
  const struct palette *p = ui->frame.palette;
  const char *number = ui_format(ui, "%d", moment->count);
  float em = moment->count > 99  ? hud->number_em_px * 0.6f
             : moment->count > 9 ? hud->number_em_px * 0.75f
                                 : hud->number_em_px;
  em = roundf(em);
  float radius = hud->number_em_px * 0.66f, line = fmaxf(hud->number_em_px * 0.045f, 2);
  float x = hud->number.x_px + (hud->exchanged ? radius + line : hud->number.w_px - radius - line),
        y = hud->number.y_px + radius;
  double left = moment->left;
  if (ui->frame.reduced_motion)
    left = moment->count / fmax(frames_to_s(moment->sample->segment->length_frames), 1);
  shape_arc(ui->frame.dl, x, y, radius, line, 0, 1, dl_fade(p->text_dim, 0.35));
  shape_arc(ui->frame.dl, x, y, radius, line, 1 - (float)fmin(left, 1), 1, p->accent);
  float w = words_width(ui, em, DL_BOLD, number);
  dl_text(ui->frame.dl, roundf(x - w / 2), roundf(y + em * UI_CAP_EM / 2), em, DL_BOLD, p->text, number);
}

/* "Next: Breathe out", or after a wait the exercise. NULL where nothing follows. */
static const char *next_words(struct ui *ui, const struct scr_session_view *view,
                              const struct hud_moment *moment) {
  const struct plan *plan = view->plan;
  for (int i = moment->sample->index + 1; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    bool begins = s->exercise && s->kind >= PLAN_PREPARE;
    const char *what = !moment->waiting ? s->words.cue : begins ? s->exercise->title : NULL;
    if (what && *what) return ui_fill(ui, "session.next", what, NULL);
  }
  return NULL;
}

static void draw_band(struct ui *ui, const struct hud *hud, const struct scr_session_view *view,
                      const struct hud_moment *moment) {
  struct words caption = band_words(ui, hud, hud->captions || view->banner ? view->caption : NULL);
  struct words next = band_words(ui, hud, next_words(ui, view, moment));
  const struct cam_rect *band = &hud->band;
  float limit = band->w_px * CAPTION_SHARE, used = words_widest(ui, &caption, limit);
  float pad = roundf(hud->band_em_px * 0.4f), low = band->y_px + band->h_px - roundf(pad * 0.7f);
  float h = words_height(ui, &caption, limit);
  if (used > 0) {
    shape_round_rect(ui->frame.dl, band->x_px - pad, low - h - pad * 0.3f, used + 2 * pad, h + pad * 0.6f,
                     pad, ui->frame.palette->scrim);
    words_draw(ui, &caption, band->x_px, low - h, limit);
  }
  float next_w = words_width(ui, next.em_px, next.weight, next.text);
  if (next_w <= 0 || used + next_w + 3 * pad > band->w_px) return; /* the lane says it too */
  float line = roundf(hud->band_em_px * UI_LINE_EM);
  words_draw(ui, &next, roundf(band->x_px + band->w_px - next_w), low - line, next_w + 1);
}

/* The repetition that was finished last, and how long ago; 0 where none was within the flourish. */
static int last_done(const struct scr_session_view *view, int index, double *age_s) {
  for (int i = index - 1; i >= 0; i--) {
    const struct plan_segment *s = &view->plan->segments[i];
    *age_s = frames_to_s(view->now.v - s->start.v - s->length_frames);
    if (*age_s > FLOURISH_REP_S) break;
    if (s->ends_rep) return s->rep;
  }
  return 0;
}

/* Nothing of it covers a word: leaves stay below the stage's middle, and the ring is thin. */
static void draw_flourish(struct ui *ui, const struct hud *hud, const struct scr_session_view *view,
                          const struct hud_moment *moment, const struct lane *lane) {
  const struct palette *p = ui->frame.palette;
  double age_s = 0;
  float size = ui->frame.h_px * LEAF_SHARE, x, y;
  if (ui->frame.reduced_motion) return;
  lane_ball(lane, &x, &y);
  int rep = last_done(view, moment->sample->index, &age_s);
  if (rep > 0) {
    flourish_rep(ui->frame.dl, p, x, y, ui->frame.h_px * LEAF_REACH, size, rep, age_s);
    float radius = hud->number_em_px * 0.62f, of_w = hud->number.w_px - hud->number_em_px * 0.4f;
    float middle = hud->number.x_px + (hud->exchanged ? hud->number_em_px * 0.32f : of_w * 0.5f);
    if (moment->sample->segment->rep > 0)
      flourish_ring(ui->frame.dl, p, middle, hud->number.y_px + hud->number_em_px * UI_CAP_EM * 0.5f, radius,
                    age_s);
  }
  struct cam_rect whole = {0, 0, ui->frame.w_px, ui->frame.h_px};
  flourish_end(ui->frame.dl, p, whole, size * 1.15f,
               frames_to_s(view->now.v - view->plan->length_frames) + END_EARLY_S);
}

static struct lane lane_of(struct ui *ui, const struct hud *hud, const struct scr_session_view *view) {
  struct lane lane = {.rect = hud->lane,
                      .past_s = 3.5,
                      .ahead_s = 10.5,
                      .text_px = hud->lane_em_px,
                      .quiet = ui->frame.reduced_motion};
  if (upright(ui)) lane.past_s = 2, lane.ahead_s = 7;
  if (ui->frame.reduced_motion) {
    /* the track stands still for a page and the ball goes along it */
    double span_s = lane.past_s + lane.ahead_s, page_s = span_s - LANE_PAGE_LEFT_S - LANE_PAGE_RIGHT_S;
    lane.past_s = LANE_PAGE_LEFT_S + fmod(fmax(frames_to_s(view->now.v), 0), page_s);
    lane.ahead_s = span_s - lane.past_s;
  }
  scene_lane(view->plan, view->now, &lane);
  for (int i = 0; i < lane.mark_count; i++) {
    lane.marks[i].text_w_px = words_width(ui, lane.text_px, DL_MEDIUM, lane.marks[i].text);
  }
  return lane;
}

void hud_draw(struct ui *ui, const struct hud *hud, const struct scr_session_view *view,
              const struct hud_moment *moment) {
  const struct plan_segment *segment = moment->sample->segment;
  if (!moment->waiting) {
    struct lane lane = lane_of(ui, hud, view);
    lane_draw(ui->frame.dl, &lane, ui->frame.palette);
    draw_flourish(ui, hud, view, moment, &lane);
  }
  struct words cue = cue_words(ui, hud, segment->words.cue), hint = hint_words(ui, hud, segment->words.hint);
  float cue_h = words_draw(ui, &cue, hud->cue.x_px, hud->cue.y_px, hud->cue.w_px);
  float hint_w = corner_width(ui, hud, segment, hud->cue.w_px);
  words_draw(ui, &hint, hud->cue.x_px + (hud->exchanged ? hud->cue.w_px - hint_w : 0), hud->cue.y_px + cue_h,
             hint_w);
  if (moment->counting)
    draw_count(ui, hud, moment);
  else if (segment->rep > 0)
    draw_rep(ui, hud, segment);
  draw_band(ui, hud, view, moment);
}
