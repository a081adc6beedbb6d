/* SDL's events as the game's: keys, pointer, touch, pads, the news of the system, and floods of all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "log.h"
#include "pl.h"
#include "pl_pad.h"
#include "pl_state.h"

static struct pl *pl;

static int open_window(void **state) {
  (void)state;
  log_set_level(LOG_ERROR);
  SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
  SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
  struct pl_desc desc = {.width_px = 400, .height_px = 300};
  struct dl list = {0};
  struct pl_event event;
  pl = pl_open(&desc);
  if (!pl) return -1;
  pl_present(pl, &list); /* pads are looked for after the first frame */
  dl_free(&list);
  while (pl_poll(pl, &event)) {
  }
  return 0;
}

static int close_window(void **state) {
  (void)state;
  pl_close(pl);
  return 0;
}

static void push_key(SDL_Scancode scancode, Uint16 mod, Uint8 repeat) {
  SDL_Event event = {.key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED, .repeat = repeat}};
  event.key.keysym = (SDL_Keysym){.scancode = scancode, .sym = SDL_GetKeyFromScancode(scancode), .mod = mod};
  assert_int_equal(SDL_PushEvent(&event), 1);
}

/* The next event's kind, PL_EV_NONE for none. SDL ends a round of polling with a mark in its queue, and
** what a test pushes after that belongs to the next round: so none is none only twice. */
static enum pl_event_kind next(struct pl_event *event) {
  struct pl_event ignored;
  if (!event) event = &ignored;
  return pl_poll(pl, event) || pl_poll(pl, event) ? event->kind : PL_EV_NONE;
}

static void keys_mean_what_the_hands_expect(void **state) {
  (void)state;
  static const struct {
    SDL_Scancode scancode;
    Uint16 mod;
    enum pl_event_kind kind;
  } rows[] = {
      {SDL_SCANCODE_UP, 0, PL_EV_UP},
      {SDL_SCANCODE_S, 0, PL_EV_DOWN},
      {SDL_SCANCODE_A, 0, PL_EV_LEFT},
      {SDL_SCANCODE_RIGHT, 0, PL_EV_RIGHT},
      {SDL_SCANCODE_RETURN, 0, PL_EV_ACCEPT},
      {SDL_SCANCODE_SPACE, 0, PL_EV_ACCEPT},
      {SDL_SCANCODE_ESCAPE, 0, PL_EV_BACK},
      {SDL_SCANCODE_BACKSPACE, 0, PL_EV_BACK},
      {SDL_SCANCODE_F10, 0, PL_EV_MENU},
      {SDL_SCANCODE_F11, 0, PL_EV_FULLSCREEN},
      {SDL_SCANCODE_RETURN, KMOD_LALT, PL_EV_FULLSCREEN},
      {SDL_SCANCODE_TAB, KMOD_LALT, PL_EV_NONE}, /* leaving the window is no press of anything */
      {SDL_SCANCODE_LSHIFT, 0, PL_EV_NONE},
      {SDL_SCANCODE_VOLUMEUP, 0, PL_EV_NONE},
      {SDL_SCANCODE_C, KMOD_LCTRL, PL_EV_NONE},
      {SDL_SCANCODE_K, 0, PL_EV_ANY},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    push_key(rows[i].scancode, rows[i].mod, 0);
    assert_int_equal(next(NULL), rows[i].kind);
  }
}

static void only_directions_repeat(void **state) {
  (void)state;
  struct pl_event event;
  push_key(SDL_SCANCODE_RETURN, 0, 1);
  push_key(SDL_SCANCODE_DOWN, 0, 1);
  assert_int_equal(next(&event), PL_EV_DOWN);
  assert_true(event.repeat);
  assert_int_equal(next(NULL), PL_EV_NONE);
}

static void a_run_of_motions_is_one_move_to_its_end(void **state) {
  (void)state;
  for (int i = 0; i < 500; i++) {
    SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION, .x = i, .y = 7}};
    SDL_PushEvent(&event);
  }
  push_key(SDL_SCANCODE_K, 0, 0);
  struct pl_event event;
  assert_int_equal(next(&event), PL_EV_POINTER_MOVE);
  assert_int_equal((int)event.x_px, 499);
  assert_int_equal(next(NULL), PL_EV_ANY);
}

static void touch_is_in_pixels_of_the_drawable(void **state) {
  (void)state;
  SDL_Event finger = {.tfinger = {.type = SDL_FINGERDOWN, .x = 0.5f, .y = 0.25f}};
  SDL_PushEvent(&finger);
  struct pl_event event;
  assert_int_equal(next(&event), PL_EV_POINTER_DOWN);
  assert_int_equal(event.device, PL_TOUCH);
  assert_int_equal((int)event.x_px, 200);
  assert_int_equal((int)event.y_px, 75);
}

static void the_systems_news_are_told(void **state) {
  (void)state;
  SDL_Event lost = {.adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 2}};
  SDL_Event unopened = {.adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 0}};
  SDL_Event microphone = {.adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 2, .iscapture = 1}};
  SDL_Event found = {.adevice = {.type = SDL_AUDIODEVICEADDED}};
  SDL_Event quit = {.type = SDL_QUIT};
  SDL_Event *events[] = {&lost, &unopened, &microphone, &found, &quit};
  for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) SDL_PushEvent(events[i]);
  assert_int_equal(next(NULL), PL_EV_AUDIO_LOST);
  assert_int_equal(next(NULL), PL_EV_AUDIO_FOUND);
  assert_int_equal(next(NULL), PL_EV_QUIT);
}

/* ---- pads --------------------------------------------------------------------------------------------- */

static int attach(SDL_Joystick **joystick) {
  SDL_VirtualJoystickDesc desc = {.version = SDL_VIRTUAL_JOYSTICK_DESC_VERSION,
                                  .type = SDL_JOYSTICK_TYPE_GAMECONTROLLER,
                                  .naxes = SDL_CONTROLLER_AXIS_MAX,
                                  .nbuttons = SDL_CONTROLLER_BUTTON_MAX,
                                  .vendor_id = 0x045E,
                                  .product_id = 0x028E,
                                  .name = "test pad"};
  int index = SDL_JoystickAttachVirtualEx(&desc);
  assert_true(index >= 0);
  assert_int_equal(next(NULL), PL_EV_NONE); /* opened on the way */
  *joystick = SDL_JoystickOpen(index);
  assert_non_null(*joystick);
  return index;
}

static void detach(int index, SDL_Joystick *joystick) {
  SDL_JoystickClose(joystick);
  assert_int_equal(SDL_JoystickDetachVirtual(index), 0);
}

static enum pl_event_kind press(SDL_Joystick *joystick, int button) {
  struct pl_event event;
  SDL_JoystickSetVirtualButton(joystick, button, SDL_PRESSED);
  enum pl_event_kind kind = next(&event);
  SDL_JoystickSetVirtualButton(joystick, button, SDL_RELEASED);
  while (next(NULL) != PL_EV_NONE) {
  }
  return kind;
}

static void a_pads_buttons_mean_what_the_thumbs_expect(void **state) {
  (void)state;
  SDL_Joystick *joystick;
  int index = attach(&joystick);
  assert_int_equal(pl_glyphs(pl), PL_GLYPHS_KEYBOARD);
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_A), PL_EV_ACCEPT);
  assert_int_not_equal(pl_glyphs(pl), PL_GLYPHS_KEYBOARD); /* the last used device decides */
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_B), PL_EV_BACK);
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_START), PL_EV_MENU);
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_DPAD_LEFT), PL_EV_LEFT);
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_LEFTSHOULDER), PL_EV_ANY);
  assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_GUIDE), PL_EV_NONE);
  push_key(SDL_SCANCODE_K, 0, 0);
  next(NULL);
  assert_int_equal(pl_glyphs(pl), PL_GLYPHS_KEYBOARD);
  detach(index, joystick);
  next(NULL);
}

static enum pl_event_kind push_stick(SDL_Joystick *joystick, int axis, Sint16 value) {
  SDL_JoystickSetVirtualAxis(joystick, axis, value);
  return next(NULL);
}

static void the_stick_is_a_d_pad_with_a_dead_zone(void **state) {
  (void)state;
  SDL_Joystick *joystick;
  int index = attach(&joystick);
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTX, 9000), PL_EV_NONE);
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTX, 20000), PL_EV_RIGHT);
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTX, 13000), PL_EV_NONE); /* trembling */
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTX, 20000), PL_EV_NONE);
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTX, 0), PL_EV_NONE);
  assert_int_equal(push_stick(joystick, SDL_CONTROLLER_AXIS_LEFTY, -32768), PL_EV_UP);
  detach(index, joystick);
  assert_int_equal(next(NULL), PL_EV_PAD_LOST);
}

static void a_held_direction_repeats_at_its_times(void **state) {
  (void)state;
  struct pl_pads pads;
  struct pl_event event;
  pl_pad_init(&pads);
  pads.held = PL_EV_DOWN;
  pads.repeat_us = 400000;
  assert_false(pl_pad_repeat(&pads, 399999, &event));
  assert_true(pl_pad_repeat(&pads, 400000, &event));
  assert_true(event.repeat && event.kind == PL_EV_DOWN);
  assert_false(pl_pad_repeat(&pads, 519999, &event));
  assert_true(pl_pad_repeat(&pads, 5000000, &event)); /* after a stall one, not forty */
  assert_false(pl_pad_repeat(&pads, 5000001, &event));
  pl_pad_release(&pads);
  assert_false(pl_pad_repeat(&pads, 9000000, &event));
}

static void a_hundred_plug_cycles_tell_each_loss_once(void **state) {
  (void)state;
  for (int i = 0; i < 100; i++) {
    SDL_Joystick *joystick;
    int index = attach(&joystick);
    assert_int_equal(press(joystick, SDL_CONTROLLER_BUTTON_A), PL_EV_ACCEPT);
    assert_int_equal(pl->pads.count, 1);
    detach(index, joystick);
    assert_int_equal(next(NULL), PL_EV_PAD_LOST);
    assert_int_equal(next(NULL), PL_EV_NONE);
    assert_int_equal(pl->pads.count, 0);
    pl_rumble(pl, 1, 1, 50);
  }
}

/* `which` is a device index in one event and an instance id in the other; neither may be trusted. */
static void bogus_pad_ids_mean_nothing(void **state) {
  (void)state;
  static const Sint32 ids[] = {-1, 0, 1, 99, INT32_MAX, INT32_MIN};
  static const Uint32 types[] = {SDL_CONTROLLERDEVICEADDED, SDL_CONTROLLERDEVICEREMOVED,
                                 SDL_CONTROLLERBUTTONDOWN, SDL_CONTROLLERAXISMOTION};
  for (size_t t = 0; t < sizeof types / sizeof types[0]; t++)
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
      SDL_Event event = {.type = types[t]};
      event.cdevice.which = ids[i]; /* the same place in all four */
      if (types[t] == SDL_CONTROLLERAXISMOTION) event.caxis.value = 32767;
      SDL_PushEvent(&event);
      assert_int_equal(next(NULL), PL_EV_NONE);
    }
}

/* ---- floods ------------------------------------------------------------------------------------------- */

static void a_flood_of_events_is_drained_in_bounded_pieces(void **state) {
  (void)state;
  uint32_t seed = 1;
  for (int i = 0; i < 100000; i++) {
    SDL_Event event;
    memset(&event, 0, sizeof event);
    for (size_t k = 0; k < 48; k++) {
      seed = seed * 1664525u + 1013904223u;
      ((uint8_t *)&event)[k] = (uint8_t)(seed >> 24);
    }
    static const Uint32 types[] = {
        SDL_KEYDOWN,    SDL_MOUSEMOTION,          SDL_MOUSEBUTTONDOWN,      SDL_MOUSEWHEEL,
        SDL_FINGERDOWN, SDL_CONTROLLERBUTTONDOWN, SDL_CONTROLLERAXISMOTION, SDL_WINDOWEVENT,
        SDL_USEREVENT};
    event.type = types[seed % (sizeof types / sizeof types[0])];
    SDL_PushEvent(&event);
    struct pl_event seen;
    if (i % 1000 == 0) pl_poll(pl, &seen);
  }
  int told = 0, calls = 0;
  for (; SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) && calls < 200000; calls++) {
    struct pl_event seen;
    told += pl_poll(pl, &seen);
  }
  assert_true(told > 0);
  assert_false(SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_window, close_window)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(keys_mean_what_the_hands_expect),
      CASE(only_directions_repeat),
      CASE(a_run_of_motions_is_one_move_to_its_end),
      CASE(touch_is_in_pixels_of_the_drawable),
      CASE(the_systems_news_are_told),
      CASE(a_pads_buttons_mean_what_the_thumbs_expect),
      CASE(the_stick_is_a_d_pad_with_a_dead_zone),
      CASE(a_held_direction_repeats_at_its_times),
      CASE(a_hundred_plug_cycles_tell_each_loss_once),
      CASE(bogus_pad_ids_mean_nothing),
      CASE(a_flood_of_events_is_drained_in_bounded_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
