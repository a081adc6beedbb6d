/* PNG files, through libpng. */
#ifndef SUPINE_PICTURE_H
#define SUPINE_PICTURE_H

#include <stdint.h>

/* Writes RGBA rows (alpha is left out: pictures are opaque) to path. dpi 0: none stated. quick: fast rather than
** small. Returns 0, or ERR_MACHINE with nothing left behind at path. */
int picture_write(const char *path, int width_px, int height_px, const uint8_t *rgba, int dpi, int quick);

#endif
