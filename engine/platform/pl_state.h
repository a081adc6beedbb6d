/* What stands behind struct pl, shared by pl.c and pl_input.c. */
#ifndef SUPINE_PL_STATE_H
#define SUPINE_PL_STATE_H

#include <SDL.h>

#include "pl.h"
#include "pl_pad.h"
#include "pl_render.h"
#include "pl_soft.h"

struct pl {
  bool null_driver;
  int null_width_px, null_height_px;
  struct pl_fonts *fonts;
  SDL_Window *window;
  struct pl_render *gpu; /* NULL: the software renderer draws */
  struct pl_soft *soft;
  struct pl_target seen; /* where the software renderer drew last; pixels NULL: nowhere */
  uint32_t *shadow;      /* its pixels where the window's own are of another format; NULL: not needed */
  size_t shadow_pixels;
  int gpu_failures; /* in a row */
  bool hidden;
  int refresh_hz;
  int64_t next_us; /* when the next frame is due */
  int64_t presented;
  struct pl_pads pads;
  bool pads_looked_for;
  enum pl_device device; /* used last */
};

/* What an event means for the window and what draws in it; called for every event before it is handed on. */
void pl_note(struct pl *pl, const SDL_Event *event);

#endif
