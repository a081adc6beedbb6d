#include "ear.h"

#include <string.h>

#include "err.h"
#include "log.h"

#define STALL_US     1500000 /* a device silent for so long is gone, whatever it says */
#define MUTE_US      2000000 /* one that was just opened and does not play; twice as long at every try */
#define MUTE_MOST_US 4000000
#define MUTE_SAID    3 /* tries before the player is told */
#define PLAYS_FRAMES                                                                                         \
  4800 /* a sound server takes the first blocks at once, and may wake its device only then */
#define RETRY_SOON_US   100000
#define RETRY_FIRST_US  1000000
#define RETRY_MOST_US   16000000
#define LOOK_US         1000000
#define CATCH_UP_FRAMES 4800 /* without a device, sounds are drained in steps of 100 ms */
#define SOON_FRAMES                                                                                          \
  2400 /* a sample starts so far ahead of what is mixed, so that it does not count as late */
#define SAMPLE_BREATH_FRAMES 72000
#define SAMPLE_BED_FRAMES    480000
#define OWN_GENERATIONS      0x80000000u /* no session gets that far */

static const struct ear_device machine = {pl_audio_open,         pl_audio_close,          pl_audio_device,
                                          pl_audio_block_frames, pl_audio_latency_frames, pl_audio_moved};

int ear_init(struct ear *ear, bool wanted, int64_t now_us) {
  memset(ear, 0, sizeof *ear);
  ear->wanted = wanted;
  ear->device = &machine;
  ear->last_us = now_us;
  ear->sample_generation = OWN_GENERATIONS;
  ear->mixer = mix_create();
  if (!ear->mixer) return err_set(ERR_MACHINE, "no memory left for the sound");
  clk_init(&ear->clk, CLK_MONOTONIC, 0, now_us);
  return 0;
}

static void plan_retry(struct ear *ear, int64_t now_us) {
  if (ear->retry_wait_us == 0) ear->retry_wait_us = RETRY_FIRST_US;
  ear->retry_us = now_us + ear->retry_wait_us;
  ear->retry_wait_us = ear->retry_wait_us * 2 > RETRY_MOST_US ? RETRY_MOST_US : ear->retry_wait_us * 2;
}

int ear_open(struct ear *ear, int64_t now_us) {
  if (!ear->wanted || ear->audio) return 0;
  ear->retry_us = 0; /* this is the try: ear_update must not begin another */
  ear_update(ear, now_us);
  /* Its first block carries on where the timeline has been mixed to. */
  ear->audio = ear->device->open(ear->mixer, &ear->cell, ear->block_frames, ear->mixed);
  if (!ear->audio) {
    plan_retry(ear, now_us);
    /* What was kept quiet turns out to be a loss; the device before may take a moment to close. */
    if (ear->mute > 0 && ear->mute < MUTE_SAID && ++ear->mute == MUTE_SAID) ear->lost = true;
    return ERR_MACHINE;
  }
  ear->fresh = true;
  ear->plays = false;
  ear->opened_at = ear->mixed;
  ear->anchor_us = INT64_MIN;
  ear->look_us = now_us + LOOK_US;
  ear->openings++;
  ear->renamed = true;
  clk_switch(&ear->clk, CLK_AUDIO, ear->device->latency_frames(ear->audio), now_us);
  log_line(LOG_INFO, "sound: %s, blocks of %d frames", ear->device->name(ear->audio),
           ear->device->block_frames(ear->audio));
  return 0;
}

/* Without a device nobody calls the mixer: its queue is worked off into nothing, so that nothing piles up and a device
** that comes back does not replay what was missed. */
static void drain(struct ear *ear) {
  int16_t nowhere[2 * CATCH_UP_FRAMES];
  while (ear->mixed.v < ear->heard.v) {
    int64_t left = ear->heard.v - ear->mixed.v;
    int frames = left < CATCH_UP_FRAMES ? (int)left : CATCH_UP_FRAMES;
    memset(nowhere, 0, sizeof nowhere);
    mix_block(ear->mixer, nowhere, frames, ear->mixed);
    ear->mixed.v += frames;
  }
}

/* Goes on by the monotonic clock; the device is tried again after the back-off, which one that never played keeps. */
static void drop_device(struct ear *ear, int64_t now_us) {
  ear->device->close(ear->audio);
  ear->audio = NULL;
  plan_retry(ear, now_us);
  clk_switch(&ear->clk, CLK_MONOTONIC, 0, now_us);
}

/* Whether the device has been silent for too long. Only time in which we looked counts, and the anchors of a device
** before are not this one's. */
static bool is_dead(struct ear *ear, const struct anchor *anchor, int64_t passed_us) {
  if (anchor && anchor->at_us != ear->anchor_us && anchor->at_us >= ear->clk.switched_us) {
    ear->anchor_us = anchor->at_us;
    ear->quiet_us = 0;
    if (anchor->frames - ear->opened_at.v < PLAYS_FRAMES) return false;
    ear->plays = true;
    ear->mute = 0;
    ear->retry_wait_us = 0; /* the next trouble starts its back-off anew */
    return false;
  }
  bool counts = !ear->fresh && passed_us < (int64_t)(CLK_SLEPT_S * 1e6); /* asleep, nobody makes a sound */
  ear->quiet_us = ear->fresh ? 0 : ear->quiet_us + (counts ? passed_us : 0);
  ear->fresh = false;
  if (ear->plays) return ear->quiet_us > STALL_US;
  int64_t patience_us = (int64_t)MUTE_US << (ear->mute < 4 ? ear->mute : 4);
  return ear->quiet_us > (patience_us < MUTE_MOST_US ? patience_us : MUTE_MOST_US);
}

/* SDL and PulseAudio wait for each other for ever at times: from the beginning, mostly where the device runs at 44.1 kHz,
** or after a moment in which the machine was too busy to feed the device. Opening once more helps, and nobody need hear
** of it unless that fails. */
static void give_up(struct ear *ear, int64_t now_us) {
  log_line(LOG_INFO, "the sound device has asked for nothing in %.1f s", (double)ear->quiet_us / 1e6);
  if (ear->retry_wait_us == 0) ear->retry_wait_us = RETRY_SOON_US;
  ear->mute++;
  drop_device(ear, now_us);
  if (ear->mute == MUTE_SAID) ear->lost = true;
}

static void follow_device(struct ear *ear, const struct anchor *anchor, int64_t now_us, int64_t passed_us) {
  if (anchor && anchor->frames + anchor->block_frames > ear->mixed.v)
    ear->mixed.v = anchor->frames + anchor->block_frames;
  if (ear->mixed.v < ear->heard.v) ear->mixed = ear->heard; /* the clock ran ahead of a block that is late */
  if (is_dead(ear, anchor, passed_us)) {
    give_up(ear, now_us);
    return;
  }
  if (ear->look_us == 0 || now_us < ear->look_us) return;
  ear->look_us = now_us + LOOK_US;
  if (!ear->device->moved(ear->audio)) return;
  ear->renamed = true;
  log_line(LOG_INFO, "the sound goes to %s now", ear->device->name(ear->audio));
}

void ear_update(struct ear *ear, int64_t now_us) {
  struct anchor anchor;
  bool known = ear->audio && anchor_read(&ear->cell, &anchor);
  int64_t passed_us = now_us > ear->last_us ? now_us - ear->last_us : 0;
  ear->last_us = now_us;
  ear->heard = clk_update(&ear->clk, known ? &anchor : NULL, now_us);
  if (ear->audio) {
    follow_device(ear, known ? &anchor : NULL, now_us, passed_us);
    return;
  }
  if (ear->mixed.v < ear->heard.v) drain(ear);
  if (ear->wanted && ear->retry_us && now_us >= ear->retry_us) ear_open(ear, now_us);
}

void ear_device_lost(struct ear *ear, int64_t now_us) {
  if (!ear->audio) return;
  log_line(LOG_WARN, "the sound device went away; the session goes on without it");
  drop_device(ear, now_us);
  ear->lost = true;
}

void ear_device_found(struct ear *ear, int64_t now_us) {
  if (!ear->audio && ear->wanted) ear->retry_us = now_us;
  if (ear->audio) ear->look_us = now_us; /* it may be the default from now on */
}

bool ear_took_loss(struct ear *ear) {
  bool lost = ear->lost;
  ear->lost = false;
  return lost;
}

bool ear_took_change(struct ear *ear) {
  bool renamed = ear->renamed;
  ear->renamed = false;
  return renamed;
}

const char *ear_name(const struct ear *ear) {
  return ear->audio ? ear->device->name(ear->audio) : "";
}

/* ---- counting ----------------------------------------------------------------------------------------- */

void ear_tally_begin(struct ear *ear) {
  ear->late_before = mix_counters(ear->mixer).late;
  ear->snaps_before = ear->clk.snaps;
  ear->clk.worst_error_s = 0;
}

struct ear_tally ear_tally(struct ear *ear) {
  return (struct ear_tally){.late = mix_counters(ear->mixer).late - ear->late_before,
                            .snaps = ear->clk.snaps - ear->snaps_before,
                            .worst_error_s = ear->clk.worst_error_s};
}

/* ---- sounds of the menus ------------------------------------------------------------------------------ */

uint32_t ear_take_over(struct ear *ear) {
  ear->sample_generation++;
  mix_set_generation(ear->mixer, ear->sample_generation);
  return ear->sample_generation;
}

void ear_sample(struct ear *ear, enum mix_bus bus, const struct mix_clip *clip) {
  struct mix_cue cue = {.generation = ear_take_over(ear),
                        .start = {ear->mixed.v + SOON_FRAMES},
                        .sound = bus == MIX_BREATH ? MIX_BREATH_IN : MIX_BELL,
                        .bus = bus,
                        .gain = bus == MIX_BREATH ? 1.0f : 0.6f,
                        .length_frames = SAMPLE_BREATH_FRAMES,
                        .seed = 1};
  if (bus == MIX_VOICE && clip && clip->frames > 0) {
    cue.sound = MIX_CLIP;
    cue.clip = *clip;
    cue.gain = 0.9f;
  }
  mix_post(ear->mixer, &cue);
  if (bus != MIX_MUSIC) return;
  cue.sound = MIX_BED; /* fades in while the bell, which is of its key, fades out */
  cue.gain = 1;
  cue.length_frames = SAMPLE_BED_FRAMES;
  mix_post(ear->mixer, &cue);
}

/* ---- settings ----------------------------------------------------------------------------------------- */

void ear_apply(struct ear *ear, const struct settings *settings) {
  mix_set_volume(ear->mixer, MIX_VOICE, (float)settings->volume_voice / 100.0f);
  mix_set_volume(ear->mixer, MIX_BREATH, (float)settings->volume_breath / 100.0f);
  mix_set_volume(ear->mixer, MIX_MUSIC, (float)settings->volume_music / 100.0f);
  mix_set_volume(ear->mixer, MIX_INTERFACE, (float)settings->volume_interface / 100.0f);
  mix_set_mono(ear->mixer, settings->mono != 0);
  mix_set_voicing(ear->mixer, (enum mix_voicing)settings->voicing);
}

void ear_close(struct ear *ear) {
  if (ear->audio) ear->device->close(ear->audio);
  ear->audio = NULL;
  mix_destroy(ear->mixer);
  ear->mixer = NULL;
}
