#include "ear.h"

#include <string.h>

#include "err.h"
#include "log.h"

#define STALL_US       1500000 /* a device silent for so long is gone, whatever it says */
#define RETRY_FIRST_US 1000000
#define RETRY_MOST_US  16000000
#define CATCH_UP_FRAMES 4800   /* without a device, sounds are drained in steps of 100 ms */

int ear_init(struct ear *ear, bool wanted, int64_t now_us) {
  memset(ear, 0, sizeof *ear);
  ear->wanted = wanted;
  ear->mixer = mix_create();
  if (!ear->mixer) return err_set(ERR_MACHINE, "no memory left for the sound");
  clk_init(&ear->clk, CLK_MONOTONIC, 0, now_us);
  return 0;
}

int ear_open(struct ear *ear, int64_t now_us) {
  if (!ear->wanted || ear->audio) return 0;
  ear_update(ear, now_us);
  /* Its first block carries on where the timeline has been mixed to. */
  ear->audio = pl_audio_open(ear->mixer, &ear->cell, 0, ear->mixed);
  if (!ear->audio) {
    if (ear->retry_wait_us == 0) ear->retry_wait_us = RETRY_FIRST_US;
    ear->retry_us = now_us + ear->retry_wait_us;
    ear->retry_wait_us = ear->retry_wait_us * 2 > RETRY_MOST_US ? RETRY_MOST_US : ear->retry_wait_us * 2;
    return ERR_MACHINE;
  }
  ear->retry_us = ear->retry_wait_us = 0;
  clk_switch(&ear->clk, CLK_AUDIO, pl_audio_latency_frames(ear->audio), now_us);
  log_line(LOG_INFO, "sound: %s, blocks of %d frames", pl_audio_device(ear->audio), pl_audio_block_frames(ear->audio));
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

void ear_update(struct ear *ear, int64_t now_us) {
  struct anchor anchor;
  bool known = ear->audio && anchor_read(&ear->cell, &anchor);
  ear->heard = clk_update(&ear->clk, known ? &anchor : NULL, now_us);
  if (ear->audio) {
    if (known && anchor.frames + anchor.block_frames > ear->mixed.v)
      ear->mixed.v = anchor.frames + anchor.block_frames;
    if (known && now_us - anchor.at_us > STALL_US) ear_device_lost(ear, now_us);
    return;
  }
  if (ear->mixed.v < ear->heard.v) drain(ear);
  if (ear->wanted && ear->retry_us && now_us >= ear->retry_us) ear_open(ear, now_us);
}

void ear_device_lost(struct ear *ear, int64_t now_us) {
  if (!ear->audio) return;
  pl_audio_close(ear->audio);
  ear->audio = NULL;
  ear->lost = true;
  ear->retry_wait_us = RETRY_FIRST_US;
  ear->retry_us = now_us + ear->retry_wait_us;
  clk_switch(&ear->clk, CLK_MONOTONIC, 0, now_us);
  log_line(LOG_WARN, "the sound device went away; the session goes on without it");
}

void ear_device_found(struct ear *ear, int64_t now_us) {
  if (!ear->audio && ear->wanted) ear->retry_us = now_us;
}

bool ear_took_loss(struct ear *ear) {
  bool lost = ear->lost;
  ear->lost = false;
  return lost;
}

void ear_apply(struct ear *ear, const struct settings *settings) {
  mix_set_volume(ear->mixer, MIX_VOICE, (float)settings->volume_voice / 100.0f);
  mix_set_volume(ear->mixer, MIX_BREATH, (float)settings->volume_breath / 100.0f);
  mix_set_volume(ear->mixer, MIX_MUSIC, (float)settings->volume_music / 100.0f);
  mix_set_volume(ear->mixer, MIX_INTERFACE, (float)settings->volume_interface / 100.0f);
  mix_set_mono(ear->mixer, settings->mono != 0);
}

void ear_close(struct ear *ear) {
  pl_audio_close(ear->audio);
  ear->audio = NULL;
  mix_destroy(ear->mixer);
  ear->mixer = NULL;
}
