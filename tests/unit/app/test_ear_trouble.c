/* Whatever happens to the sound device, the session's time goes on as time does: no step, no running fast, nothing
** replayed. The device here is a stand-in on a time of our own; nothing sleeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ear.h"
#include "err.h"

#define MS       1000
#define SECOND   1000000
#define FRAME_US 16000
#define BLOCK    512

static struct { /* the sound card that there is, and what has come of it */
  bool there, plays;
  int at_once; /* blocks that it asks for at a time: more than one where the system resamples */
  int64_t us;  /* the time of the test */
  int64_t began_us, blocks, first;
  int opens, closes, tries;
  const char *name;
  bool moved;
  struct mixer *mixer;
  struct anchor_cell *cell;
} card;

static struct ear ear;

static struct pl_audio *card_open(struct mixer *mixer, struct anchor_cell *cell, int block_frames,
                                  struct mix_frame first) {
  (void)block_frames;
  card.tries++;
  if (!card.there) {
    err_set(ERR_MACHINE, "no card");
    return NULL;
  }
  card.opens++;
  card.began_us = card.us;
  card.blocks = 0;
  card.first = first.v;
  card.mixer = mixer;
  card.cell = cell;
  return (struct pl_audio *)(void *)&card;
}

static void card_close(struct pl_audio *audio) {
  assert_ptr_equal(audio, &card);
  card.closes++;
}

static const char *card_name(struct pl_audio *audio) {
  (void)audio;
  return card.name;
}

static int card_block(struct pl_audio *audio) {
  (void)audio;
  return BLOCK;
}

static int64_t card_latency(struct pl_audio *audio) {
  (void)audio;
  return BLOCK;
}

static bool card_moved(struct pl_audio *audio) {
  (void)audio;
  bool moved = card.moved;
  card.moved = false;
  return moved;
}

static const struct ear_device stand_in = {card_open,  card_close,   card_name,
                                           card_block, card_latency, card_moved};

/* The callbacks that are due by now. A card that does not play asks for nothing, and later not for what it missed. */
static void run_card(void) {
  if (!ear.audio || !card.there) return;
  int64_t due = (card.us - card.began_us) * FRAMES_RATE_HZ / SECOND / BLOCK / card.at_once * card.at_once;
  for (; card.plays && card.blocks < due; card.blocks++) {
    int16_t samples[2 * BLOCK] = {0};
    int64_t group = card.blocks / card.at_once + 1;
    int64_t at_us = card.began_us + group * card.at_once * BLOCK * SECOND / FRAMES_RATE_HZ;
    struct mix_frame first = {card.first + card.blocks * BLOCK};
    anchor_publish(card.cell, (struct anchor){first.v, BLOCK, at_us});
    mix_block(card.mixer, samples, BLOCK, first);
  }
  if (!card.plays) {
    card.first += card.blocks * BLOCK;
    card.blocks = 0;
    card.began_us = card.us;
  }
}

static void begin(bool there) {
  memset(&card, 0, sizeof card);
  card.there = card.plays = there;
  card.at_once = 1;
  card.us = 7 * SECOND;
  card.name = "Stand-in";
  assert_int_equal(ear_init(&ear, true, card.us), 0);
  ear.device = &stand_in;
  assert_int_equal(ear_open(&ear, card.us), there ? 0 : ERR_MACHINE);
}

static void end(void) {
  ear_close(&ear);
  assert_int_equal(card.opens, card.closes);
}

/* Time goes on frame by frame; it never goes back, and in no tenth of a second by more than a tenth and `spare_ms`. */
static void go_on(int64_t for_us, int spare_ms) {
  int64_t then[7];
  for (int i = 0; i < 7; i++) then[i] = ear.heard.v;
  for (int64_t end_us = card.us + for_us, k = 0; card.us < end_us; k++) {
    int64_t before = ear.heard.v;
    card.us += FRAME_US;
    run_card();
    ear_update(&ear, card.us);
    assert_true(ear.heard.v >= before);
    assert_true(ear.mixed.v >= ear.heard.v);
    int64_t most = 7 * FRAME_US * (FRAMES_RATE_HZ / 1000) / MS + spare_ms * (FRAMES_RATE_HZ / 1000);
    assert_true(ear.heard.v - then[k % 7] <= most);
    then[k % 7] = ear.heard.v;
  }
}

static void post_click(int64_t at) {
  struct mix_cue cue = {.sound = MIX_PROBE, .bus = MIX_INTERFACE, .gain = 1, .start = {at}};
  assert_true(mix_post(ear.mixer, &cue));
}

static void without_a_device_time_goes_on_and_it_is_tried_ever_more_seldom(void **state) {
  (void)state;
  begin(false);
  int64_t start = ear.heard.v;
  static const int tries_by_s[] = {1, 2, 2, 3, 3, 3, 3, 4}; /* after 0, 1, 3, 7, 15, 31 … s */
  for (int s = 0; s < 8; s++) {
    assert_int_equal(card.tries, tries_by_s[s]);
    go_on(SECOND + FRAME_US / 8, 1);
  }
  go_on(120 * SECOND, 1);
  assert_in_range(card.tries, 4 + 1 + 6, 4 + 1 + 8); /* every 16 s at last, and never given up */
  assert_true(llabs(ear.heard.v - start - frames_of_s((double)(card.us - 7 * SECOND) / SECOND)) < 100);
  assert_false(ear_took_loss(&ear)); /* there was nothing to lose */
  end();
}

static void a_device_that_is_pulled_out_and_put_back_leaves_no_step(void **state) {
  (void)state;
  begin(true);
  go_on(5 * SECOND, 5);
  int64_t before = ear.heard.v, before_us = card.us;
  post_click(before + FRAMES_RATE_HZ); /* falls into the time without a device */
  card.there = false;
  ear_device_lost(&ear, card.us);
  assert_true(ear_took_loss(&ear));
  assert_false(ear_took_loss(&ear));
  go_on(4 * SECOND, 5);
  assert_true(llabs(ear.heard.v - before - frames_of_s((double)(card.us - before_us) / SECOND)) < 100);
  int64_t started = mix_counters(ear.mixer).started;
  assert_int_equal(started, 1); /* into nothing, in its time */
  card.there = true;
  ear_device_found(&ear, card.us);
  go_on(5 * SECOND, 5);
  assert_int_equal(card.opens, 2);
  assert_int_equal(mix_counters(ear.mixer).started, started); /* not once more */
  assert_int_equal(mix_counters(ear.mixer).late, 0);
  /* opening costs a few hundredths of a second at most, and they are not made up for */
  int64_t lacks = frames_of_s((double)(card.us - before_us) / SECOND) - (ear.heard.v - before);
  assert_in_range(lacks, 0, frames_of_s(0.08));
  end();
}

static void a_card_that_starves_holds_time_and_does_not_catch_up(void **state) {
  (void)state;
  begin(true);
  go_on(3 * SECOND, 5);
  for (int round = 0; round < 5; round++) {
    int64_t before = ear.heard.v;
    card.plays = false;
    go_on(SECOND, 5);
    assert_true(ear.heard.v - before < frames_of_s(CLK_LATE_S + 0.03)); /* stands still */
    card.plays = true;
    before = ear.heard.v;
    go_on(2 * SECOND, 30); /* what ran ahead of the silence and stood is within 25 ms */
    assert_true(ear.heard.v - before < frames_of_s(2.03));
    assert_true(ear.heard.v - before > frames_of_s(1.9));
  }
  assert_int_equal(card.opens, 1);
  assert_false(ear_took_loss(&ear));
  end();
}

static void a_card_that_stays_silent_is_opened_once_more_and_nobody_is_told(void **state) {
  (void)state;
  begin(true);
  go_on(3 * SECOND, 5);
  int64_t before = ear.heard.v;
  card.plays = false;
  for (int k = 0; k < 2000 && card.opens < 2; k++) go_on(FRAME_US, 5);
  assert_true(ear.heard.v - before < frames_of_s(0.3)); /* it stood, but for the moment until it was opened */
  card.plays = true;
  go_on(5 * SECOND, 30);
  assert_int_equal(card.opens, 2);
  assert_true(ear.audio != NULL && !ear.clk.stalled);
  assert_false(ear_took_loss(&ear));
  end();
}

static void a_card_that_stays_silent_and_does_not_open_is_gone_and_time_goes_on(void **state) {
  (void)state;
  begin(true);
  go_on(3 * SECOND, 5);
  card.plays = card.there = false;
  go_on(2 * SECOND, 5);
  assert_true(ear_took_loss(&ear));
  int64_t before = ear.heard.v;
  go_on(2 * SECOND, 5);
  assert_true(llabs(ear.heard.v - before - 2 * FRAMES_RATE_HZ) < 1000);
  go_on(60 * SECOND, 5);
  assert_false(ear_took_loss(&ear)); /* said once */
  assert_int_equal(card.opens, 1);
  card.plays = card.there = true;
  go_on(20 * SECOND, 30);
  assert_int_equal(card.opens, 2);
  end();
}

static void a_card_that_opens_but_never_plays_is_tried_ever_more_seldom(void **state) {
  (void)state;
  begin(true);
  card.plays = false;
  go_on(3 * SECOND, 5);
  assert_int_equal(card.opens, 2); /* the second try comes soon, and nobody is told */
  assert_false(ear_took_loss(&ear));
  go_on(120 * SECOND, 5);
  assert_in_range(card.opens, 8, 15); /* each try is given up to 4 s, then comes the back-off */
  assert_true(ear_took_loss(&ear));
  card.plays = true;
  go_on(20 * SECOND, 5);
  int opens = card.opens;
  go_on(60 * SECOND, 5);
  assert_int_equal(card.opens, opens); /* now it plays */
  end();
}

/* Its server takes two blocks at once; the device needs 1.8 s of every opening to wake. */
static void a_card_that_takes_a_while_to_wake_is_waited_for(void **state) {
  (void)state;
  begin(true);
  int64_t opened_us = card.us;
  for (int k = 0, opens = 1; k < 10 * SECOND / FRAME_US; k++) {
    if (card.opens != opens) opened_us = card.us;
    opens = card.opens;
    card.plays = card.us - opened_us < 2 * FRAME_US || card.us - opened_us > 1800 * MS;
    go_on(FRAME_US, 30);
  }
  assert_int_equal(card.opens, 1);
  assert_true(ear.audio != NULL && !ear.clk.stalled);
  assert_false(ear_took_loss(&ear));
  end();
}

static void the_sleep_of_the_machine_is_nobodys_silence(void **state) {
  (void)state;
  begin(true);
  go_on(3 * SECOND, 5);
  int64_t before = ear.heard.v;
  card.us += 3600LL * SECOND;
  card.plays = false; /* it wakes a little later than we do */
  run_card();
  ear_update(&ear, card.us);
  assert_true(ear.clk.slept);
  go_on(SECOND, 5);
  assert_true(ear.heard.v - before < frames_of_s(0.06));
  card.plays = true;
  go_on(2 * SECOND, 30);
  assert_int_equal(card.opens, 1);
  assert_false(ear_took_loss(&ear));
  assert_true(ear.heard.v - before < frames_of_s(2.1));
  end();
}

/* At 44.1 kHz the system fetches several of our blocks at a time, and then none for a while. */
static void blocks_that_come_in_bursts_are_smoothed(void **state) {
  (void)state;
  for (int at_once = 2; at_once <= 4; at_once++) {
    begin(true);
    card.at_once = at_once;
    go_on(5 * SECOND, 60);
    int64_t before = ear.heard.v;
    go_on(20 * SECOND, 12);
    assert_true(llabs(ear.heard.v - before - 20 * FRAMES_RATE_HZ) < frames_of_s(0.03));
    assert_int_equal(card.opens, 1);
    end();
  }
}

static void another_default_device_is_noticed(void **state) {
  (void)state;
  begin(true);
  assert_true(ear_took_change(&ear)); /* the first one is news as well */
  assert_false(ear_took_change(&ear));
  assert_string_equal(ear_name(&ear), "Stand-in");
  go_on(3 * SECOND, 5);
  assert_false(ear_took_change(&ear));
  card.name = "Headphones";
  card.moved = true;
  go_on(2 * SECOND, 5);
  assert_true(ear_took_change(&ear));
  assert_string_equal(ear_name(&ear), "Headphones");
  assert_int_equal(card.opens, 1);
  card.there = false;
  ear_device_lost(&ear, card.us);
  assert_string_equal(ear_name(&ear), "");
  end();
}

static void the_tally_is_of_the_session_alone(void **state) {
  (void)state;
  begin(true);
  post_click(-100);
  go_on(SECOND, 5);
  assert_int_equal(ear_tally(&ear).late, 1);
  ear_tally_begin(&ear);
  go_on(SECOND, 5);
  struct ear_tally tally = ear_tally(&ear);
  assert_int_equal(tally.late, 0);
  assert_int_equal(tally.snaps, 0);
  assert_true(tally.worst_error_s < 0.012);
  end();
}

static void a_sample_is_heard_at_once_and_replaces_the_one_before(void **state) {
  (void)state;
  begin(true);
  go_on(SECOND, 5);
  for (int bus = 0; bus < MIX_BUSES; bus++) {
    int64_t started = mix_counters(ear.mixer).started;
    ear_sample(&ear, (enum mix_bus)bus, NULL);
    go_on(200 * MS, 5);
    assert_true(mix_counters(ear.mixer).started > started);
    assert_int_equal(mix_counters(ear.mixer).late, 0);
  }
  ear_take_over(&ear);
  go_on(SECOND, 5);
  assert_true(mix_idle(ear.mixer));
  end();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_device_time_goes_on_and_it_is_tried_ever_more_seldom),
      cmocka_unit_test(a_device_that_is_pulled_out_and_put_back_leaves_no_step),
      cmocka_unit_test(a_card_that_starves_holds_time_and_does_not_catch_up),
      cmocka_unit_test(a_card_that_stays_silent_is_opened_once_more_and_nobody_is_told),
      cmocka_unit_test(a_card_that_stays_silent_and_does_not_open_is_gone_and_time_goes_on),
      cmocka_unit_test(a_card_that_opens_but_never_plays_is_tried_ever_more_seldom),
      cmocka_unit_test(a_card_that_takes_a_while_to_wake_is_waited_for),
      cmocka_unit_test(the_sleep_of_the_machine_is_nobodys_silence),
      cmocka_unit_test(blocks_that_come_in_bursts_are_smoothed),
      cmocka_unit_test(another_default_device_is_noticed),
      cmocka_unit_test(the_tally_is_of_the_session_alone),
      cmocka_unit_test(a_sample_is_heard_at_once_and_replaces_the_one_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
