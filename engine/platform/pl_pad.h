/* Game pads: hotplug, the stick as a d-pad, repeats of a held direction, rumble. Main thread.
** id   SDL's instance id of a pad. The ADDED event carries a device index instead; only this file knows
** that. */
#ifndef SUPINE_PL_PAD_H
#define SUPINE_PL_PAD_H

#include <SDL.h>

#include "pl.h"

#define PL_PAD_MAX 8

struct pl_pad {
  SDL_GameController *controller;
  SDL_JoystickID id;
};

struct pl_pads {
  struct pl_pad pad[PL_PAD_MAX];
  int count;
  SDL_JoystickID in_use;   /* the pad pressed last; −1: none */
  int stick_x, stick_y;    /* left stick of the pad in use, −32768…32767 */
  enum pl_event_kind held; /* direction that repeats; PL_EV_NONE: none */
  bool held_by_stick;
  int64_t repeat_us; /* when it does next */
};

void pl_pad_init(struct pl_pads *pads);
void pl_pad_close(struct pl_pads *pads);

/* What a controller event means: true with kind and repeat of *out set. Unknown ids and indices mean nothing.
 */
bool pl_pad_event(struct pl_pads *pads, const SDL_Event *event, int64_t now_us, struct pl_event *out);

/* The repeat of a held direction once it is due. */
bool pl_pad_repeat(struct pl_pads *pads, int64_t now_us, struct pl_event *out);

/* Lets go of a held direction: the window lost the focus. */
void pl_pad_release(struct pl_pads *pads);

/* The pad in use, or the first where none was pressed yet; NULL: no pad. */
SDL_GameController *pl_pad_current(const struct pl_pads *pads);

enum pl_glyphs pl_pad_glyphs(const struct pl_pads *pads);

#endif
