/* The GPU way to a picture: SDL_RenderGeometry from one texture a glyph page, whose solid corner serves
** triangles, so that shapes and text of a whole list merge into a handful of calls. Main thread. */
#ifndef SUPINE_PL_RENDER_H
#define SUPINE_PL_RENDER_H

#include <SDL.h>

#include "pl.h"

struct pl_render;

/* Whether asking for a GPU is worth a window: false where the machine has none and SDL_RENDER_DRIVER names
** none. SDL's video must be open. */
bool pl_render_possible(void);

/* NULL, without a sentence, where there is no GPU: none in the machine, no driver, or a driver that only
** imitates one on the CPU (llvmpipe, softpipe, swrast), which is several times dearer than our own
** software renderer. */
struct pl_render *pl_render_open(SDL_Window *window, struct pl_fonts *fonts);
void pl_render_close(struct pl_render *render);

/* Draws and shows the list; nothing at all when it is the list shown last. 0, ERR_MACHINE when the device
** failed. */
int pl_render_draw(struct pl_render *render, const struct dl *dl);

/* The window needs its picture again, though the list be the same. */
void pl_render_forget(struct pl_render *render);

/* After SDL_RENDER_TARGETS_RESET (device false: kept layers are gone) or _DEVICE_RESET (device true: all
** textures). */
void pl_render_reset(struct pl_render *render, bool device);

void pl_render_size(struct pl_render *render, int *width_px, int *height_px);
const char *pl_render_name(struct pl_render *render);
bool pl_render_vsync(struct pl_render *render);

#endif
