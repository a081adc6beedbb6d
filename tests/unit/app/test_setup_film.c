/* The film of the set-up: how long its parts are, what is heard, and that it shows every step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "app_catalog.h"
#include "setup.h"
#include "setup_film.h"
#include "voice.h"

#define WIDTH  640
#define HEIGHT 400

struct stand {
  struct mixer *mixer;
  struct setup_film *film;
};

static struct stand open_stand(void) {
  struct stand s = {.mixer = mix_create()};
  assert_non_null(s.mixer);
  s.film = setup_film_create(&app_catalog, s.mixer);
  assert_non_null(s.film);
  return s;
}

static void close_stand(struct stand *s) {
  mix_destroy(s->mixer);
  setup_film_destroy(s->film);
}

/* Below 25 s nobody reads six sentences, above 90 s nobody watches. */
static void it_takes_less_than_a_minute_and_a_half(void **state) {
  (void)state;
  struct stand s = open_stand();
  double length_s = frames_to_s(setup_film_length_frames(s.film)), shown_s = 0;
  assert_true(length_s > 25 && length_s < 90);
  for (int i = 0; i < setup_count(); i++) shown_s += setup_done_s(i);
  assert_true(length_s >= shown_s - 0.001); /* each step whole */
  close_stand(&s);
}

/* Where this build has a voice, each step is heard: somewhere in its own loop the sound is above silence. */
static void every_step_is_spoken(void **state) {
  (void)state;
  if (!voice_speaks(app_catalog.language)) skip();
  struct stand s = open_stand();
  int64_t length = setup_film_length_frames(s.film);
  int16_t block[2 * 480];
  int sentences = 0;
  double quiet_s = 10;
  for (int64_t at = 0; at < length; at += 480) {
    memset(block, 0, sizeof block);
    mix_block(s.mixer, block, 480, (struct mix_frame){at});
    int loudest = 0;
    for (int i = 0; i < 2 * 480; i++) loudest = abs(block[i]) > loudest ? abs(block[i]) : loudest;
    if (loudest > 600 && quiet_s > 1.2) sentences++; /* pauses inside a sentence are shorter */
    quiet_s = loudest > 600 ? 0 : quiet_s + 0.01;
  }
  assert_true(sentences >= setup_count());
  assert_true(quiet_s > 0.5); /* nobody is cut off at the end */
  assert_int_equal(mix_counters(s.mixer).late, 0);
  close_stand(&s);
}

static bool says(const struct dl *dl, const char *text) {
  for (int i = 0; i < dl->command_count; i++)
    if (dl->commands[i].kind == DL_TEXT && strstr(dl->chars + dl->commands[i].text.text, text)) return true;
  return false;
}

struct screen {
  struct show *show;
  struct pl_fonts *fonts;
  struct settings settings;
  struct dl dl;
};

static struct screen open_screen(void) {
  const char *files[3];
  pl_font_files(files);
  struct screen screen = {.show = show_create(),
                          .fonts = pl_fonts_open(files[0], files[1], files[2]),
                          .settings = settings_default()};
  assert_true(screen.show && screen.fonts);
  return screen;
}

static void close_screen(struct screen *screen) {
  dl_free(&screen->dl);
  pl_fonts_close(screen->fonts);
  show_destroy(screen->show);
}

static void draw(struct screen *screen, const struct setup_film *film, int64_t at_frames) {
  struct show_frame frame = {.dl = &screen->dl,
                             .width_px = WIDTH,
                             .height_px = HEIGHT,
                             .fonts = screen->fonts,
                             .settings = &screen->settings,
                             .loc = &app_catalog.loc};
  setup_film_draw(film, screen->show, &frame, at_frames);
  assert_false(screen->dl.failed);
}

static void every_step_has_its_title_in_the_picture_once(void **state) {
  (void)state;
  struct stand s = open_stand();
  struct screen screen = open_screen();
  int seen = 0, last = -1;
  for (int64_t at = 0; at < setup_film_length_frames(s.film); at += FRAMES_RATE_HZ / 2) {
    draw(&screen, s.film, at);
    for (int i = 0; i < setup_count(); i++) {
      char title[96], key[64];
      snprintf(key, sizeof key, "setup.%s.title", setup_name(i));
      snprintf(title, sizeof title, "%d  %s", i + 1, loc_get(&app_catalog.loc, key));
      if (!says(&screen.dl, title)) continue;
      assert_true(i >= last && i <= last + 1); /* in order, none left out */
      seen += i != last;
      last = i;
    }
  }
  assert_int_equal(seen, setup_count());
  close_screen(&screen);
  close_stand(&s);
}

/* While the words of the last step are still heard, nobody gets up again. */
static void a_step_that_is_done_stays_done(void **state) {
  (void)state;
  struct stand s = open_stand();
  struct screen early = open_screen(), late = open_screen();
  draw(&early, s.film, setup_film_length_frames(s.film) - frames_of_s(0.9));
  draw(&late, s.film, setup_film_length_frames(s.film) - frames_of_s(0.6));
  assert_int_equal(early.dl.vertex_count, late.dl.vertex_count);
  for (int i = 0; i < early.dl.vertex_count; i++) {
    const struct dl_vertex *a = &early.dl.vertices[i], *b = &late.dl.vertices[i];
    assert_true(a->x_px == b->x_px && a->y_px == b->y_px);
  }
  close_screen(&early);
  close_screen(&late);
  close_stand(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_takes_less_than_a_minute_and_a_half),
      cmocka_unit_test(every_step_is_spoken),
      cmocka_unit_test(every_step_has_its_title_in_the_picture_once),
      cmocka_unit_test(a_step_that_is_done_stays_done),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, app_catalog_close);
}
