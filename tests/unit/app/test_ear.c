/* The game's clock: with no device, with a pretended one whose anchors we write, and over its loss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ear.h"
#include "err.h"

#define T0_US 5000000

static struct ear ear;

static int64_t after_us(int64_t frames) {
  return T0_US + frames * 1000000 / FRAMES_RATE_HZ;
}

static void post_click(int64_t at) {
  struct mix_cue cue = {.sound = MIX_PROBE, .bus = MIX_INTERFACE, .gain = 1, .start = {at}};
  assert_true(mix_post(ear.mixer, &cue));
}

static void without_a_device_time_is_the_monotonic_clock(void **state) {
  (void)state;
  assert_int_equal(ear_init(&ear, false, T0_US), 0);
  ear_update(&ear, T0_US);
  assert_int_equal(ear.heard.v, 0);
  for (int64_t f = 800; f < 100000; f += 800) {
    ear_update(&ear, after_us(f));
    assert_in_range(ear.heard.v, f - 1, f + 1); /* microseconds are not whole frames */
    assert_true(ear.mixed.v >= ear.heard.v);
  }
  assert_int_equal(ear_open(&ear, after_us(100000)), 0); /* not wanted: no mistake */
  assert_null(ear.audio);
  ear_close(&ear);
}

static void without_a_device_the_queue_is_worked_off_in_time(void **state) {
  (void)state;
  assert_int_equal(ear_init(&ear, false, T0_US), 0);
  post_click(1000);
  post_click(30000);
  ear_update(&ear, after_us(500));
  assert_false(mix_idle(ear.mixer));
  ear_update(&ear, after_us(20000));
  assert_int_equal(mix_counters(ear.mixer).started, 1);
  ear_update(&ear, after_us(40000));
  assert_int_equal(mix_counters(ear.mixer).started, 2);
  assert_int_equal(mix_counters(ear.mixer).late, 0);
  assert_true(mix_idle(ear.mixer));
  ear_close(&ear);
}

/* ---- a pretended device ------------------------------------------------------------------------------------ */

struct pl_audio {
  struct anchor_cell *cell;
  int64_t first;
};

static struct pl_audio card;
static bool plugged_in;
static int closed;

static struct pl_audio *card_open(struct mixer *mixer, struct anchor_cell *cell, int block_frames,
                                  struct mix_frame first) {
  (void)mixer, (void)block_frames;
  if (!plugged_in) {
    err_set(ERR_MACHINE, "no card");
    return NULL;
  }
  card = (struct pl_audio){cell, first.v};
  return &card;
}

static void card_close(struct pl_audio *audio) {
  assert_ptr_equal(audio, &card);
  closed++;
}

static const char *card_name(struct pl_audio *audio) {
  (void)audio;
  return "card";
}

static int card_block(struct pl_audio *audio) {
  (void)audio;
  return 512;
}

static int64_t card_latency(struct pl_audio *audio) {
  (void)audio;
  return 1024;
}

static bool card_moved(struct pl_audio *audio) {
  (void)audio;
  return false;
}

static const struct ear_device pretended = {card_open,  card_close,   card_name,
                                            card_block, card_latency, card_moved};

static void open_card(void) {
  assert_int_equal(ear_init(&ear, true, T0_US), 0);
  ear.device = &pretended;
  plugged_in = true;
  closed = 0;
  if (ear_open(&ear, T0_US) != 0) fail_msg("%s", err_text());
  assert_non_null(ear.audio);
}

/* The k-th block of the card, taken when it is due. */
static void publish(int64_t k) {
  anchor_publish(
      card.cell,
      (struct anchor){.frames = card.first + 512 * k, .block_frames = 512, .at_us = after_us(512 * k)});
}

static void with_a_device_its_anchors_lead(void **state) {
  (void)state;
  open_card();
  ear_update(&ear, after_us(100));
  assert_int_equal(ear.heard.v, 0); /* stands still until the first block */
  int64_t last = 0;
  for (int64_t k = 0; k < 200; k++) {
    publish(k);
    ear_update(&ear, after_us(512 * k + 240));
    assert_int_equal(ear.mixed.v, 512 * (k + 1));
    assert_true(ear.heard.v >= last && ear.heard.v <= ear.mixed.v);
    last = ear.heard.v;
    int64_t wanted = 512 * k + 240 - 1024; /* what is heard lies two blocks behind what the device takes */
    if (wanted > 0) assert_true(llabs(ear.heard.v - wanted) < 480); /* 10 ms, while it settles */
  }
  ear_close(&ear);
  assert_int_equal(closed, 1);
}

static void a_device_that_falls_silent_holds_the_clock_and_is_given_up(void **state) {
  (void)state;
  open_card();
  for (int64_t k = 0; k < 50; k++) {
    publish(k);
    ear_update(&ear, after_us(512 * k + 256));
  }
  int64_t end_us = after_us(50 * 512);
  for (int ms = 0; ms < 1000; ms += 16) ear_update(&ear, end_us + ms * 1000);
  assert_true(ear.clk.stalled);
  assert_true(ear.heard.v <= 50 * 512 + (int64_t)(CLK_LATE_S * FRAMES_RATE_HZ) + 1);
  assert_non_null(ear.audio); /* a second is not a loss yet */
  assert_false(ear_took_loss(&ear));
  int64_t held = ear.heard.v;
  plugged_in = false;
  for (int ms = 1000; ms < 2200; ms += 16) ear_update(&ear, end_us + ms * 1000);
  assert_null(ear.audio);
  assert_true(ear_took_loss(&ear));
  assert_false(ear_took_loss(&ear)); /* said once */
  assert_true(ear.heard.v > held);   /* time goes on without it */
  ear_close(&ear);
}

static void a_lost_device_is_tried_again_ever_more_slowly(void **state) {
  (void)state;
  open_card();
  publish(0);
  ear_update(&ear, after_us(300));
  plugged_in = false;
  int64_t heard = ear.heard.v, now_us = after_us(300), due_us = now_us, wait_us = 0;
  ear_device_lost(&ear, now_us);
  assert_int_equal(closed, 1);
  ear_update(&ear, now_us + 500000);
  assert_in_range(ear.heard.v, heard + 23999, heard + 24001); /* without a step */
  for (int k = 0; k < 10; k++) {
    assert_true(ear.retry_us > due_us);
    int64_t next_us = ear.retry_us - due_us;
    assert_true(next_us >= wait_us && next_us <= 16000000);
    wait_us = next_us;
    due_us = ear.retry_us;
    ear_update(&ear, due_us - 1);
    assert_int_equal(ear.retry_us, due_us);
    ear_update(&ear, due_us);
    assert_null(ear.audio);
  }
  assert_int_equal(wait_us, 16000000);
  plugged_in = true;
  ear_device_found(&ear, due_us + 100); /* a new one appeared: at once */
  ear_update(&ear, due_us + 200);
  assert_non_null(ear.audio);
  assert_true(card.first >= ear.heard.v); /* it goes on where the timeline stands */
  ear_close(&ear);
}

/* ---- volumes ----------------------------------------------------------------------------------------------- */

static int peak_of(int sound_bus) {
  struct mix_cue cue = {.sound = MIX_PROBE, .bus = (enum mix_bus)sound_bus, .gain = 1, .start = {2000}};
  int16_t block[2 * 4000] = {0};
  int peak = 0;
  struct mix_frame zero = {0};
  assert_true(mix_post(ear.mixer, &cue));
  mix_block(ear.mixer, block, 4000, zero);
  for (int i = 0; i < 8000; i++) peak = abs(block[i]) > peak ? abs(block[i]) : peak;
  return peak;
}

static void volumes_follow_the_settings(void **state) {
  (void)state;
  struct settings settings = settings_default();
  settings.volume_voice = settings.volume_breath = settings.volume_music = settings.volume_interface = 100;
  static int *volumes[MIX_BUSES];
  volumes[MIX_VOICE] = &settings.volume_voice;
  volumes[MIX_BREATH] = &settings.volume_breath;
  volumes[MIX_MUSIC] = &settings.volume_music;
  volumes[MIX_INTERFACE] = &settings.volume_interface;
  for (int bus = 0; bus < MIX_BUSES; bus++) {
    *volumes[bus] = 0;
    for (int other = 0; other < MIX_BUSES; other++) {
      assert_int_equal(ear_init(&ear, false, T0_US), 0);
      ear_apply(&ear, &settings);
      int peak = peak_of(other);
      assert_true(other == bus ? peak == 0 : peak > 10000);
      ear_close(&ear);
    }
    *volumes[bus] = 100;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_device_time_is_the_monotonic_clock),
      cmocka_unit_test(without_a_device_the_queue_is_worked_off_in_time),
      cmocka_unit_test(with_a_device_its_anchors_lead),
      cmocka_unit_test(a_device_that_falls_silent_holds_the_clock_and_is_given_up),
      cmocka_unit_test(a_lost_device_is_tried_again_ever_more_slowly),
      cmocka_unit_test(volumes_follow_the_settings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
