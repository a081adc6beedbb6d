/* A draw list into memory, and only where it differs from the last one.
**
** damage  the target is cut into cells. Everything in the list is hashed into the cells it touches; a
** cell whose hash is that of the frame before looks the same and is left alone (the idea of rxi/lite's
** rencache). An unchanged frame costs the hashing and nothing else.
** layer   a keyed layer seen twice in a row is kept as pixels and copied from then on. One owner, one
** thread. Memory grows when the target grows, not per frame. */
#ifndef SUPINE_PL_SOFT_H
#define SUPINE_PL_SOFT_H

#include "pl.h"
#include "pl_raster.h"

#define PL_SOFT_RECTS 16

struct pl_soft;

/* NULL without memory. fonts are borrowed. */
struct pl_soft *pl_soft_create(struct pl_fonts *fonts);
void pl_soft_destroy(struct pl_soft *soft);

/* The target's pixels are no longer what was drawn last: the next draw is a whole one. */
void pl_soft_forget(struct pl_soft *soft);

/* Brings the target from the last list drawn to this one, over black. The target must still hold the last
** picture (or pl_soft_forget was called). rects[] receives what changed; returns how many (0: nothing) or
** ERR_MACHINE. */
int pl_soft_draw(struct pl_soft *soft, const struct pl_target *target, const struct dl *dl,
                 struct pl_rect rects[PL_SOFT_RECTS]);

#endif
