/* The clock of the game: a mixer, the device that plays it, and the frame heard now. Where there is no device, or it
** dies, time goes on by the monotonic clock without a step; when one comes back, the device leads again. Main thread. */
#ifndef SUPINE_EAR_H
#define SUPINE_EAR_H

#include <stdbool.h>

#include "anchor.h"
#include "clk.h"
#include "mix.h"
#include "pl.h"
#include "settings.h"

/* What an ear asks of the machine: pl_audio as it is, or what a test puts in its place. */
struct ear_device {
  struct pl_audio *(*open)(struct mixer *mixer, struct anchor_cell *cell, int block_frames,
                           struct mix_frame first);
  void (*close)(struct pl_audio *audio);
  const char *(*name)(struct pl_audio *audio);
  int (*block_frames)(struct pl_audio *audio);
  int64_t (*latency_frames)(struct pl_audio *audio);
  bool (*moved)(struct pl_audio *audio);
};

struct ear_tally { /* of a session, for the log */
  int64_t late, snaps;
  double worst_error_s;
};

struct ear {
  struct mixer *mixer;
  struct anchor_cell cell;
  struct clk clk;
  struct pl_audio *audio; /* NULL: no device */
  struct mix_frame heard, mixed;
  bool wanted;      /* sound is asked for; false under the null driver */
  int64_t retry_us; /* when to try to open the device again; 0: not planned */
  int64_t retry_wait_us;
  bool lost;    /* the device went away; cleared by ear_took_loss */
  bool renamed; /* the sound goes to another device than before; cleared by ear_took_change */
  const struct ear_device *device; /* ear_init sets the machine's own */
  int block_frames;                /* asked for; 0: the device's own choice */
  int openings;                    /* how often a device was opened */
  int64_t last_us, quiet_us;       /* quiet: how long no block has come while we looked */
  int64_t anchor_us;               /* of the block that was seen last */
  int mute;                        /* times in a row that the device was given up for its silence */
  bool plays;                      /* it has asked for more than what a sound server takes in advance */
  struct mix_frame opened_at;      /* its first frame */
  bool fresh;      /* opened since the last update: opening takes its time, which is nobody's silence */
  int64_t look_us; /* when to look at the device's name again; 0: it was not opened here */
  int64_t late_before, snaps_before; /* when the tally began */
  uint32_t sample_generation;
};

/* Makes the mixer and starts by the monotonic clock; the device is opened by ear_open, so that the first picture need
** not wait for it. Returns 0 or ERR_MACHINE. */
int ear_init(struct ear *ear, bool wanted, int64_t now_us);

/* Opens the device. 0, or ERR_MACHINE with a sentence: everything else works without it. */
int ear_open(struct ear *ear, int64_t now_us);

/* Once a frame: the frame heard now and how far the device has mixed. Notices a device that stopped. */
void ear_update(struct ear *ear, int64_t now_us);

/* The device was unplugged, or a new one appeared. */
void ear_device_lost(struct ear *ear, int64_t now_us);
void ear_device_found(struct ear *ear, int64_t now_us);

/* True once after the device was lost. */
bool ear_took_loss(struct ear *ear);

/* True once after a device was opened or the system moved the sound to another one: what is kept by the device's name
** has to be looked up. */
bool ear_took_change(struct ear *ear);

/* The device's name, "" where there is none. Valid until the next ear_update. */
const char *ear_name(const struct ear *ear);

/* Begins counting for a session, and tells what was counted since. Where the device changed meanwhile, the worst error
** is of the last one. */
void ear_tally_begin(struct ear *ear);
struct ear_tally ear_tally(struct ear *ear);

/* Lets a short sample of a bus be heard at once, instead of the one before. clip: what the voice bus says; NULL: a
** bell. Only while no session runs: it makes void what others have posted. */
void ear_sample(struct ear *ear, enum mix_bus bus, const struct mix_clip *clip);

/* Makes void everything that was posted so far, and gives the generation for sounds of the caller's own. As above. */
uint32_t ear_take_over(struct ear *ear);

/* Volumes and mono from the settings. */
void ear_apply(struct ear *ear, const struct settings *settings);

void ear_close(struct ear *ear);

#endif
