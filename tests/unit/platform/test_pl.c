/* The window under SDL's dummy drivers, and the null driver. No case looks at a clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "err.h"
#include "log.h"
#include "pl.h"
#include "pl_state.h"

static struct pl *pl;
static struct dl list;

static int open_window(void **state) {
  (void)state;
  log_set_level(LOG_ERROR);
  SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
  SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
  struct pl_desc desc = {.title = "test", .width_px = 400, .height_px = 300};
  pl = pl_open(&desc);
  return pl ? 0 : -1;
}

static int close_window(void **state) {
  (void)state;
  pl_close(pl);
  pl = NULL;
  dl_free(&list);
  return 0;
}

static void build(uint32_t rgb) {
  dl_reset(&list);
  int a = dl_vertex(&list, 0, 0, dl_rgb(rgb)), b = dl_vertex(&list, 20000, 0, dl_rgb(rgb));
  int c = dl_vertex(&list, 0, 20000, dl_rgb(rgb));
  dl_triangle(&list, a, b, c);
  dl_text(&list, 10, 60, 40, DL_BOLD, dl_rgb(0), "Breathe");
}

static uint32_t pixel(int x, int y) {
  SDL_Surface *surface = SDL_GetWindowSurface(pl->window);
  uint8_t r, g, b;
  assert_true(x < surface->w && y < surface->h);
  SDL_GetRGB(((const uint32_t *)surface->pixels)[y * surface->pitch / 4 + x], surface->format, &r, &g, &b);
  return (uint32_t)r << 16 | (uint32_t)g << 8 | b;
}

static void push_window(Uint8 what) {
  SDL_Event event = {
      .window = {.type = SDL_WINDOWEVENT, .windowID = SDL_GetWindowID(pl->window), .event = what}};
  assert_int_equal(SDL_PushEvent(&event), 1);
}

static void drain(void) {
  struct pl_event event;
  while (pl_poll(pl, &event)) {
  }
}

static void the_window_shows_the_list(void **state) {
  (void)state;
  int w, h;
  pl_size(pl, &w, &h);
  assert_int_equal(w, 400);
  assert_int_equal(h, 300);
  assert_string_equal(pl_renderer_name(pl), "software");
  build(0x336699);
  pl_present(pl, &list);
  assert_int_equal(pixel(399, 299), 0x336699);
  build(0x996633);
  pl_present(pl, &list);
  assert_int_equal(pixel(399, 299), 0x996633);
  assert_int_equal(pl_presented(pl), 2);
}

/* A pad that SDL speaks to past the kernel would go on rumbling when the program is killed. */
static void pads_belong_to_the_kernel_which_outlives_us(void **state) {
  (void)state;
#ifdef __linux__
  assert_false(SDL_GetHintBoolean(SDL_HINT_JOYSTICK_HIDAPI, SDL_TRUE));
#else
  skip();
#endif
}

static void any_size_of_window_has_a_picture(void **state) {
  (void)state;
  static const int sizes[][2] = {{640, 360},  {1, 1},      {0, 0},     {200, 150},
                                 {4096, 200}, {320, 2000}, {1280, 800}};
  SDL_SetWindowMinimumSize(pl->window, 1, 1);
  for (int round = 0; round < 5; round++)
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
      SDL_SetWindowSize(pl->window, sizes[i][0], sizes[i][1]);
      build(0x102030 + (uint32_t)i);
      if (round % 2) drain();
      pl_present(pl, &list);
      int w, h;
      pl_size(pl, &w, &h);
      assert_true(w >= 1 && h >= 1);
      assert_int_equal(pixel(w - 1, h - 1), 0x102030 + i);
    }
}

static void a_hidden_window_draws_nothing_and_comes_back_whole(void **state) {
  (void)state;
  build(0x111111);
  pl_present(pl, &list);
  push_window(SDL_WINDOWEVENT_MINIMIZED);
  drain();
  assert_false(pl_visible(pl));
  build(0x222222);
  pl_present(pl, &list);
  assert_int_equal(pixel(399, 299), 0x111111);
  push_window(SDL_WINDOWEVENT_RESTORED);
  drain();
  assert_true(pl_visible(pl));
  pl_present(pl, &list);
  assert_int_equal(pixel(399, 299), 0x222222);
}

static void a_lost_picture_is_drawn_again_though_the_list_is_the_same(void **state) {
  (void)state;
  static const Uint32 resets[] = {SDL_RENDER_TARGETS_RESET, SDL_RENDER_DEVICE_RESET};
  build(0x445566);
  pl_present(pl, &list);
  for (int i = 0; i < 20; i++) {
    SDL_Surface *surface = SDL_GetWindowSurface(pl->window);
    SDL_FillRect(surface, NULL, 0);
    SDL_Event event = {.type = resets[i % 2]};
    SDL_PushEvent(&event);
    struct pl_event seen;
    assert_true(pl_poll(pl, &seen));
    assert_int_equal(seen.kind, PL_EV_SHOWN); /* so that an idle menu draws */
    drain();
    pl_present(pl, &list);
    assert_int_equal(pixel(399, 299), 0x445566);
  }
}

static void full_screen_can_be_toggled_at_will(void **state) {
  (void)state;
  for (int i = 0; i < 20; i++) {
    pl_set_fullscreen(pl, i % 2 == 0);
    drain();
    build(0x777700);
    pl_present(pl, &list);
  }
  assert_false(pl_fullscreen(pl));
}

static void two_windows_after_each_other_leave_nothing_behind(void **state) {
  (void)state;
  for (int i = 0; i < 5; i++) {
    close_window(NULL);
    assert_int_equal(open_window(NULL), 0);
    build(0x010203);
    pl_present(pl, &list);
  }
}

static void no_font_is_a_sentence_and_no_window(void **state) {
  (void)state;
  struct pl_desc desc = {.font_regular = "no-such-font.otf"};
  assert_null(pl_open(&desc));
  assert_non_null(strstr(err_text(), "no-such-font.otf"));
}

static void no_display_is_a_sentence(void **state) {
  (void)state;
  close_window(NULL);
  SDL_setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
  struct pl_desc desc = {0};
  assert_null(pl_open(&desc));
  assert_non_null(strstr(err_text(), "no display"));
}

static void the_null_driver_counts_pictures_and_keeps_its_own_time(void **state) {
  (void)state;
  close_window(NULL);
  struct pl_desc desc = {.null_driver = true, .width_px = 640, .height_px = 360};
  pl = pl_open(&desc);
  assert_non_null(pl);
  build(0xFFFFFF);
  for (int i = 0; i < 1000; i++) pl_present(pl, &list);
  assert_int_equal(pl_presented(pl), 1000);
  struct pl_event event;
  assert_false(pl_poll(pl, &event));
  pl_wait(pl, 100000);
  assert_int_equal(pl_now_us(), 0);
  pl_set_now_us(123456789);
  assert_int_equal(pl_now_us(), 123456789);
  int w, h;
  pl_size(pl, &w, &h);
  assert_int_equal(w * h, 640 * 360);
  assert_string_equal(pl_renderer_name(pl), "null");
  pl_set_fullscreen(pl, true);
  pl_keep_awake(pl, true);
  pl_rumble(pl, 1, 1, 100);
  assert_false(pl_fullscreen(pl) || pl_has_rumble(pl));
  pl_close(pl);
  pl = NULL;
  assert_true(pl_now_us() != 123456789); /* real time again */
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_window, close_window)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(the_window_shows_the_list),
      CASE(pads_belong_to_the_kernel_which_outlives_us),
      CASE(any_size_of_window_has_a_picture),
      CASE(a_hidden_window_draws_nothing_and_comes_back_whole),
      CASE(a_lost_picture_is_drawn_again_though_the_list_is_the_same),
      CASE(full_screen_can_be_toggled_at_will),
      CASE(two_windows_after_each_other_leave_nothing_behind),
      CASE(no_font_is_a_sentence_and_no_window),
      CASE(no_display_is_a_sentence),
      CASE(the_null_driver_counts_pictures_and_keeps_its_own_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
