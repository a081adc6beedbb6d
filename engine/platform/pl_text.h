/* Glyphs: measured and rasterised once by SDL_ttf, kept as coverage masks in pages that the software
** renderer blends from and the GPU renderer mirrors as textures. Sizes are whole pixels. Runs are laid
** out glyph by glyph from advances and pair kerning, so a run may be wider than any texture. Main thread
** or one offline thread.
**
** page    PL_TEXT_PAGE_PX square, filled in shelves. Its top left 2 × 2 texels are solid: the GPU draws
** triangles with the same texture as text.
** evict   when all pages are full the least recently used one is emptied; before_evict is called first,
** so that a renderer draws what it has queued from that page. */
#ifndef SUPINE_PL_TEXT_H
#define SUPINE_PL_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "pl.h"

#define PL_TEXT_PAGE_PX  1024
#define PL_TEXT_PAGES    4
#define PL_TEXT_SIZE_MAX 720 /* em, px; the largest that fits a page */

struct pl_glyph {
  uint64_t key;       /* 0: free slot */
  int16_t page;       /* -1: measured, not rasterised */
  int16_t x, y, w, h; /* in the page; w 0: nothing to draw */
  int16_t left, top;  /* from the pen on the base line to the mask's top left corner, y down */
  int16_t advance;
};

struct pl_page {
  uint8_t *mask; /* PL_TEXT_PAGE_PX squared; NULL: not needed so far */
  int shelf_x, shelf_y, shelf_h;
  uint64_t used; /* stamp of the last use */
  struct {
    int x0, y0, x1, y1;
  } dirty;      /* changed since the GPU renderer last looked; empty when x0 >= x1 */
  bool emptied; /* since then as well: all of it is dirty */
};

/* One glyph of a run: where its mask goes. In a run with an odd number of quarter turns it covers h × w pixels of the
** target, else w × h. */
struct pl_text_quad {
  const struct pl_page *page;
  int page_index;
  int x, y, w, h; /* in the page */
  int at_x, at_y; /* top left in the target, px */
  int quarter_turns;
};

struct pl_text_run {
  struct pl_fonts *fonts;
  enum dl_weight weight;
  int size_px;
  float pen_px;      /* from the run's left end */
  int x_px, y_px;    /* the run's left end on the base line */
  int quarter_turns; /* clockwise about that end */
  const char *rest;
  uint32_t before;
};

/* The page's coverage and dirty state, for a renderer that mirrors it. i below PL_TEXT_PAGES. */
struct pl_page *pl_text_page(struct pl_fonts *fonts, int i);

/* Sets what is called before a page is emptied; NULL: nothing. */
void pl_text_on_evict(struct pl_fonts *fonts, void (*before_evict)(void *data), void *data);

/* Starts laying out a run; pl_text_next gives its visible glyphs in turn and false at the end. quarter_turns: 0…3. */
struct pl_text_run pl_text_begin(struct pl_fonts *fonts, float x_px, float y_px, float size_px,
                                 enum dl_weight weight, int quarter_turns, const char *text);
bool pl_text_next(struct pl_text_run *run, struct pl_text_quad *quad);

#endif
