/* The software renderer with no window: the same code as on the screen, into RGBA bytes. */
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "pl.h"
#include "pl_soft.h"

#define SIDE_MAX_PX 16384

struct pl_canvas {
  struct pl_soft *soft;
  struct pl_target target;
};

/* Bytes R, G, B, A in memory, whatever the machine's byte order, is what readers get. */
static bool little_endian(void) {
  const uint32_t one = 1;
  uint8_t first;
  memcpy(&first, &one, 1);
  return first == 1;
}

struct pl_canvas *pl_canvas_open(int width_px, int height_px, struct pl_fonts *fonts) {
  if (width_px < 1 || height_px < 1 || width_px > SIDE_MAX_PX || height_px > SIDE_MAX_PX) {
    err_set(ERR_USAGE, "A picture of %d x %d cannot be made. Choose sides of 1 to %d pixels.", width_px,
            height_px, SIDE_MAX_PX);
    return NULL;
  }
  if (!little_endian()) {
    err_set(ERR_MACHINE, "Pictures cannot be made on big-endian machines. Use another one.");
    return NULL;
  }
  struct pl_canvas *canvas = calloc(1, sizeof *canvas);
  uint32_t *pixels = malloc((size_t)width_px * (size_t)height_px * 4);
  struct pl_soft *soft = pl_soft_create(fonts);
  if (!canvas || !pixels || !soft) {
    free(canvas);
    free(pixels);
    pl_soft_destroy(soft);
    err_set(ERR_MACHINE, "There is no memory for a picture of %d x %d. Make it smaller.", width_px,
            height_px);
    return NULL;
  }
  canvas->soft = soft;
  canvas->target = (struct pl_target){pixels, width_px, height_px, width_px, true};
  return canvas;
}

void pl_canvas_close(struct pl_canvas *canvas) {
  if (!canvas) return;
  pl_soft_destroy(canvas->soft);
  free(canvas->target.pixels);
  free(canvas);
}

int pl_canvas_draw(struct pl_canvas *canvas, const struct dl *dl) {
  struct pl_rect rects[PL_SOFT_RECTS];
  int drawn = pl_soft_draw(canvas->soft, &canvas->target, dl, rects);
  return drawn < 0 ? drawn : 0;
}

const uint8_t *pl_canvas_pixels(struct pl_canvas *canvas) {
  return (const uint8_t *)canvas->target.pixels;
}
