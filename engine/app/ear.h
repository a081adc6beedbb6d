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

struct ear {
  struct mixer *mixer;
  struct anchor_cell cell;
  struct clk clk;
  struct pl_audio *audio;   /* NULL: no device */
  struct mix_frame heard, mixed;
  bool wanted;              /* sound is asked for; false under the null driver */
  int64_t retry_us;         /* when to try to open the device again; 0: not planned */
  int64_t retry_wait_us;
  bool lost;                /* the device went away; cleared by ear_took_loss */
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

/* Volumes and mono from the settings. */
void ear_apply(struct ear *ear, const struct settings *settings);

void ear_close(struct ear *ear);

#endif
