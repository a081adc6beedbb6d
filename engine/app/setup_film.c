#include "setup_film.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ease.h"
#include "err.h"
#include "frames.h"
#include "legend.h"
#include "scr.h"
#include "setup.h"
#include "shape.h"
#include "speech.h"
#include "widget.h"

#define LEAD_S    0.7   /* of a step before its words */
#define REST_S    1.2   /* and after them, at least */
#define ROOM_DOWN 0.8   /* a floor, without the horizon */
#define VEIL_S    0.45  /* each step comes and goes behind a veil */
#define WORDS_H   0.27f /* share of the picture's height */
#define KEY_MAX   48

struct part {
  const char *title, *text;
  struct speech *speech; /* NULL: nobody speaks it */
  int64_t start_frames, length_frames;
};

struct setup_film {
  struct part parts[SETUP_STEPS];
  int64_t length_frames;
};

static const char *word(const struct catalog *catalog, int step, const char *part) {
  char key[KEY_MAX];
  snprintf(key, sizeof key, "setup.%s.%s", setup_name(step), part);
  return loc_get(&catalog->loc, key);
}

/* Each step once, up to where it is done, or longer where its words are. */
static int64_t step_frames(int step, int64_t words_frames) {
  return frames_of_s(fmax(setup_done_s(step), LEAD_S + frames_to_s(words_frames) + REST_S));
}

static void post(struct mixer *mixer, const struct part *part, const struct speech_phrase *phrase) {
  struct mix_cue cue = {.start = {part->start_frames + frames_of_s(LEAD_S)},
                        .length_frames = phrase->clip.frames,
                        .sound = MIX_CLIP,
                        .bus = MIX_VOICE,
                        .gain = 1,
                        .clip = phrase->clip};
  mix_post(mixer, &cue);
}

struct setup_film *setup_film_create(const struct catalog *catalog, struct mixer *mixer) {
  struct setup_film *film = calloc(1, sizeof *film);
  if (!film) {
    err_set(ERR_MACHINE, "no memory left for the film");
    return NULL;
  }
  for (int i = 0; i < setup_count(); i++) {
    struct part *part = &film->parts[i];
    part->title = word(catalog, i, "title");
    part->text = word(catalog, i, "text");
    part->speech = speech_create_one(part->text, catalog->language, 1);
    if (part->speech) speech_ready(part->speech, true);
    const struct speech_phrase *spoken = part->speech ? speech_find(part->speech, part->text) : NULL;
    struct speech_phrase phrase = spoken ? *spoken : speech_guess(part->text);
    part->start_frames = film->length_frames;
    part->length_frames = step_frames(i, phrase.clip.frames);
    film->length_frames += part->length_frames;
    if (spoken) post(mixer, part, spoken);
  }
  return film;
}

void setup_film_destroy(struct setup_film *film) {
  if (!film) return;
  for (int i = 0; i < setup_count(); i++) speech_destroy(film->parts[i].speech);
  free(film);
}

int64_t setup_film_length_frames(const struct setup_film *film) {
  return film->length_frames;
}

/* ---- the picture ------------------------------------------------------------------------------------------ */

static int part_at(const struct setup_film *film, int64_t at_frames) {
  int i = 0;
  while (i + 1 < setup_count() && at_frames >= film->parts[i + 1].start_frames) i++;
  return i;
}

/* Which of the steps this is: a row of dots. */
static void draw_dots(struct ui *ui, float x_px, float y_px, int step) {
  const struct palette *p = ui->frame.palette;
  float r = ui_px(ui, 6), apart = ui_px(ui, 22);
  for (int i = 0; i < setup_count(); i++) {
    float x = x_px + apart * ((float)i - 0.5f * (float)(setup_count() - 1));
    shape_circle(ui->frame.dl, x, y_px, i == step ? r : 0.7f * r,
                 i == step ? p->accent : dl_fade(p->text_dim, 0.6));
  }
}

static void draw_words(struct ui *ui, const struct part *part, int step, struct cam_rect rect) {
  const struct palette *p = ui->frame.palette;
  const char *title = ui_format(ui, "%d  %s", step + 1, part->title);
  float w = fminf(rect.w_px * 0.86f, ui_px(ui, 980)), x = rect.x_px + (rect.w_px - w) / 2;
  struct words head = widget_words(ui, UI_TITLE, DL_BOLD, p->text, title);
  struct words body = widget_words(ui, UI_LARGE, DL_REGULAR, p->text, part->text);
  head.align = body.align = WORDS_CENTRE;
  float y = rect.y_px + words_draw(ui, &head, x, rect.y_px, w) + ui_px(ui, 6);
  words_draw(ui, &body, x, y, w);
  draw_dots(ui, rect.x_px + rect.w_px / 2, rect.y_px + rect.h_px - ui_px(ui, 26), step);
}

/* The colour of the floor, so that what stands on it comes and goes, and nothing flashes. */
static void draw_veil(struct ui *ui, double strength) {
  const struct palette *p = ui->frame.palette;
  if (!(strength > 0)) return;
  shape_rect(ui->frame.dl, 0, 0, ui->frame.w_px, ui->frame.h_px,
             dl_fade(dl_blend(p->ground_far, p->ground_near, 0.5), strength));
}

void setup_film_draw(const struct setup_film *film, struct show *show, const struct show_frame *frame,
                     int64_t at_frames) {
  struct ui *ui = show_ui(show);
  struct ui_frame ui_frame = show_begin(show, frame);
  int step = part_at(film, at_frames);
  const struct part *part = &film->parts[step];
  double t_s = frames_to_s(at_frames - part->start_frames), left_s = frames_to_s(part->length_frames) - t_s;
  ui_begin(ui, &ui_frame);
  ui_screen(ui, "set-up film", 1);
  scr_background(ui, ROOM_DOWN, true);
  struct cam_rect rect = {0, 0, ui_frame.w_px, ui_frame.h_px};
  struct cam_rect words = box_cut_bottom(&rect, ui_frame.h_px * WORDS_H);
  setup_draw(ui_frame.dl, ui_frame.palette, ui_frame.skel, box_inset(rect, ui_px(ui, 40), ui_px(ui, 24)),
             step, fmin(t_s, setup_done_s(step)), ui_frame.reduced_motion);
  draw_words(ui, part, step, words);
  draw_veil(ui, 1 - ease_raised_cosine(fmin(t_s, left_s) / VEIL_S));
  ui_end(ui);
}
