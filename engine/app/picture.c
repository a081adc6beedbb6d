#include "picture.h"

#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "outfile.h"

struct job {
  FILE *file;
  png_structp png;
  png_infop info;
  uint8_t *row;
};

/* libpng prints by itself unless it is given these; the sentence is ours to say. */
static void on_error(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/* The part that libpng may leave by longjmp; everything it needs afterwards lies in *job. */
static int write_rows(struct job *job, int width_px, int height_px, const uint8_t *rgba, int dpi, int quick) {
  if (setjmp(png_jmpbuf(job->png))) return -1;
  png_init_io(job->png, job->file);
  png_set_IHDR(job->png, job->info, (png_uint_32)width_px, (png_uint_32)height_px, 8, PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (dpi > 0) {
    png_uint_32 per_metre = (png_uint_32)(dpi / 0.0254 + 0.5);
    png_set_pHYs(job->png, job->info, per_metre, per_metre, PNG_RESOLUTION_METER);
  }
  if (quick) {
    png_set_compression_level(job->png, 1);
    png_set_filter(job->png, 0, PNG_FILTER_SUB);
  }
  png_write_info(job->png, job->info);
  for (int y = 0; y < height_px; y++) {
    const uint8_t *from = rgba + (size_t)y * (size_t)width_px * 4;
    for (int x = 0; x < width_px; x++) memcpy(job->row + 3 * x, from + 4 * x, 3);
    png_write_row(job->png, job->row);
  }
  png_write_end(job->png, NULL);
  return 0;
}

int picture_write(const char *path, int width_px, int height_px, const uint8_t *rgba, int dpi, int quick) {
  struct job job = {0};
  struct outfile out;
  int result = outfile_begin(&out, path);
  if (result != 0) return result;
  result = -1;
  job.row = malloc((size_t)width_px * 3);
  job.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
  if (job.png) job.info = png_create_info_struct(job.png);
  job.file = fopen(out.work, "wb");
  int why = errno;
  if (job.row && job.info && job.file) {
    result = write_rows(&job, width_px, height_px, rgba, dpi, quick);
    why = errno;
  }
  if (job.png) png_destroy_write_struct(&job.png, job.info ? &job.info : NULL);
  free(job.row);
  if (job.file && fclose(job.file) != 0 && result == 0) {
    result = -1;
    why = errno;
  }
  if (result == 0) return outfile_commit(&out);
  if (job.file) outfile_abort(&out);
  return err_set(ERR_MACHINE, "cannot write the picture %s: %s", path, strerror(why ? why : ENOMEM));
}
