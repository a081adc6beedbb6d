/* Kerning: Inter keeps its pairs where FreeType's own call does not look (GPOS), but SDL_ttf shapes
** strings with HarfBuzz. So a pair is measured once as a string of two at KERN_PX, and the difference to
** the single widths is kept as a fraction of the em for every size. */
#include "pl_text.h"

#include <SDL_ttf.h>
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "utf8.h"

#define WEIGHTS       3
#define GLYPH_SLOTS   4096 /* power of two */
#define GLYPHS_MAX    3072
#define KERN_SLOTS    8192 /* power of two */
#define KERNS_MAX     6144
#define KERN_PX       200
#define TEXT_LIMIT_PX 1e6f /* positions beyond are off every screen */

struct kern {
  uint64_t key; /* 0: free */
  float em;
};

struct face {
  TTF_Font *font;
  int size_px;
};

struct pl_fonts {
  struct face face[WEIGHTS];
  struct pl_glyph glyphs[GLYPH_SLOTS];
  int glyph_count;
  struct kern kerns[KERN_SLOTS];
  int kern_count;
  struct pl_page page[PL_TEXT_PAGES];
  int page_in_use; /* where new glyphs go */
  uint64_t stamp;
  void (*before_evict)(void *data);
  void *evict_data;
};

static int face_open(struct pl_fonts *fonts, int weight, const char *asked, const char *found,
                     bool same_as_regular) {
  const char *path = asked && *asked ? asked : found;
  if (!path) return err_set(ERR_MACHINE, "No font was found. Install the Inter fonts (package fonts-inter).");
  struct face *face = &fonts->face[weight];
  face->font = TTF_OpenFont(path, KERN_PX);
  if (!face->font)
    return err_set(ERR_MACHINE,
                   "The font %s cannot be opened (%s). Install the Inter fonts (package fonts-inter).", path,
                   TTF_GetError());
  face->size_px = KERN_PX;
  TTF_SetFontHinting(face->font, TTF_HINTING_LIGHT);
  if (weight == DL_BOLD && same_as_regular) TTF_SetFontStyle(face->font, TTF_STYLE_BOLD);
  return 0;
}

struct pl_fonts *pl_fonts_open(const char *regular, const char *medium, const char *bold) {
  if (TTF_Init() != 0) {
    err_set(ERR_MACHINE, "Text cannot be drawn (%s). Reinstall SDL2_ttf.", TTF_GetError());
    return NULL;
  }
  struct pl_fonts *fonts = calloc(1, sizeof *fonts);
  if (!fonts) {
    TTF_Quit();
    err_set(ERR_MACHINE, "There is no memory for the fonts. Close other programs and try again.");
    return NULL;
  }
  const char *asked[WEIGHTS] = {regular, medium, bold}, *found[WEIGHTS];
  pl_font_files(found);
  for (int w = 0; w < WEIGHTS; w++) {
    const char *mine = asked[w] && *asked[w] ? asked[w] : found[w];
    const char *first = asked[0] && *asked[0] ? asked[0] : found[0];
    if (face_open(fonts, w, asked[w], found[w] ? found[w] : first, !mine || (first && !strcmp(mine, first))) <
        0) {
      pl_fonts_close(fonts);
      return NULL;
    }
  }
  return fonts;
}

void pl_fonts_close(struct pl_fonts *fonts) {
  if (!fonts) return;
  for (int w = 0; w < WEIGHTS; w++)
    if (fonts->face[w].font) TTF_CloseFont(fonts->face[w].font);
  for (int i = 0; i < PL_TEXT_PAGES; i++) free(fonts->page[i].mask);
  free(fonts);
  TTF_Quit();
}

struct pl_page *pl_text_page(struct pl_fonts *fonts, int i) {
  assert(i >= 0 && i < PL_TEXT_PAGES);
  return &fonts->page[i];
}

void pl_text_on_evict(struct pl_fonts *fonts, void (*before_evict)(void *data), void *data) {
  fonts->before_evict = before_evict;
  fonts->evict_data = data;
}

static TTF_Font *face_at(struct pl_fonts *fonts, enum dl_weight weight, int size_px) {
  struct face *face = &fonts->face[weight];
  if (face->size_px != size_px && TTF_SetFontSize(face->font, size_px) == 0) face->size_px = size_px;
  return face->font;
}

static uint32_t slot_of(uint64_t key, uint32_t slots) {
  return (uint32_t)(key * 0x9E3779B97F4A7C15u >> 40) & (slots - 1);
}

/* ---- pages -------------------------------------------------------------------------------------------- */

static void page_clear(struct pl_page *page) {
  memset(page->mask, 0, (size_t)PL_TEXT_PAGE_PX * PL_TEXT_PAGE_PX);
  for (int y = 0; y < 2; y++) memset(page->mask + y * PL_TEXT_PAGE_PX, 255, 2);
  page->shelf_x = 3;
  page->shelf_y = page->shelf_h = 0;
  page->emptied = true;
}

/* Finds room for w × h with a free texel on either side; false when the page is full. */
static bool page_place(struct pl_page *page, int w, int h, int *x, int *y) {
  if (page->shelf_x + w + 1 > PL_TEXT_PAGE_PX) {
    page->shelf_y += page->shelf_h + 1;
    page->shelf_x = page->shelf_h = 0;
  }
  if (page->shelf_x + w > PL_TEXT_PAGE_PX || page->shelf_y + h > PL_TEXT_PAGE_PX) return false;
  *x = page->shelf_x;
  *y = page->shelf_y;
  page->shelf_x += w + 1;
  if (h > page->shelf_h) page->shelf_h = h;
  return true;
}

static void page_evict(struct pl_fonts *fonts, int index) {
  if (fonts->before_evict) fonts->before_evict(fonts->evict_data);
  for (int i = 0; i < GLYPH_SLOTS; i++)
    if (fonts->glyphs[i].page == index) fonts->glyphs[i].page = -1;
  page_clear(&fonts->page[index]);
}

static bool page_find(struct pl_fonts *fonts, int w, int h, int *index, int *x, int *y) {
  if (w > PL_TEXT_PAGE_PX - 4 || h > PL_TEXT_PAGE_PX - 4) return false;
  int oldest = 0;
  for (int tried = 0; tried < PL_TEXT_PAGES; tried++) {
    int i = (fonts->page_in_use + tried) % PL_TEXT_PAGES;
    struct pl_page *page = &fonts->page[i];
    if (!page->mask) {
      page->mask = malloc((size_t)PL_TEXT_PAGE_PX * PL_TEXT_PAGE_PX);
      if (!page->mask) return false;
      page_clear(page);
    }
    if (page_place(page, w, h, x, y)) {
      fonts->page_in_use = *index = i;
      return true;
    }
    if (page->used < fonts->page[oldest].used) oldest = i;
  }
  page_evict(fonts, oldest);
  fonts->page_in_use = *index = oldest;
  return page_place(&fonts->page[oldest], w, h, x, y);
}

static void page_touched(struct pl_page *page, int x, int y, int w, int h) {
  if (page->dirty.x0 >= page->dirty.x1) {
    page->dirty.x0 = x, page->dirty.y0 = y, page->dirty.x1 = x + w, page->dirty.y1 = y + h;
    return;
  }
  if (x < page->dirty.x0) page->dirty.x0 = x;
  if (y < page->dirty.y0) page->dirty.y0 = y;
  if (x + w > page->dirty.x1) page->dirty.x1 = x + w;
  if (y + h > page->dirty.y1) page->dirty.y1 = y + h;
}

/* ---- glyphs ------------------------------------------------------------------------------------------- */

static uint32_t shown_as(TTF_Font *font, uint32_t code) {
  if (TTF_GlyphIsProvided32(font, code)) return code;
  return TTF_GlyphIsProvided32(font, 0xFFFD) ? 0xFFFD : '?';
}

static void forget_glyphs(struct pl_fonts *fonts) {
  for (int i = 0; i < PL_TEXT_PAGES; i++)
    if (fonts->page[i].mask) page_evict(fonts, i);
  memset(fonts->glyphs, 0, sizeof fonts->glyphs);
  fonts->glyph_count = 0;
}

/* The glyph's metrics; its mask follows when it is first drawn. */
static struct pl_glyph *glyph_find(struct pl_fonts *fonts, enum dl_weight weight, int size_px,
                                   uint32_t code) {
  uint64_t key = (uint64_t)1 << 63 | (uint64_t)weight << 40 | (uint64_t)size_px << 24 | code;
  uint32_t i = slot_of(key, GLYPH_SLOTS);
  for (; fonts->glyphs[i].key; i = (i + 1) & (GLYPH_SLOTS - 1))
    if (fonts->glyphs[i].key == key) return &fonts->glyphs[i];
  if (fonts->glyph_count >= GLYPHS_MAX) {
    forget_glyphs(fonts);
    i = slot_of(key, GLYPH_SLOTS);
  }
  TTF_Font *font = face_at(fonts, weight, size_px);
  struct pl_glyph *glyph = &fonts->glyphs[i];
  int x0 = 0, x1 = 0, y0 = 0, y1 = 0, advance = 0;
  if (TTF_GlyphMetrics32(font, shown_as(font, code), &x0, &x1, &y0, &y1, &advance) != 0)
    advance = 0, x1 = x0 = 0;
  *glyph = (struct pl_glyph){.key = key,
                             .page = -1,
                             .left = (int16_t)x0,
                             .top = (int16_t)-y1,
                             .w = (int16_t)(x1 - x0),
                             .h = (int16_t)(y1 - y0),
                             .advance = (int16_t)advance};
  fonts->glyph_count++;
  return glyph;
}

/* Copies the alpha of an ARGB surface; ink starts at column from_x, row from_y and is cut to the surface. */
static void mask_copy(struct pl_page *page, const struct pl_glyph *glyph, const SDL_Surface *ink, int from_x,
                      int from_y) {
  for (int y = 0; y < glyph->h; y++) {
    uint8_t *out = page->mask + (size_t)(glyph->y + y) * PL_TEXT_PAGE_PX + glyph->x;
    int row = from_y + y;
    for (int x = 0; x < glyph->w; x++) {
      int column = from_x + x;
      bool inside = row >= 0 && row < ink->h && column >= 0 && column < ink->w;
      out[x] = inside ? ((const uint8_t *)ink->pixels + (size_t)row * (size_t)ink->pitch)[column * 4 + 3] : 0;
    }
  }
}

static SDL_Surface *glyph_ink(TTF_Font *font, uint32_t code) {
  SDL_Surface *drawn = TTF_RenderGlyph32_Blended(font, code, (SDL_Color){255, 255, 255, 255});
  if (!drawn) return NULL;
  SDL_Surface *ink = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_RGBA32, 0);
  SDL_FreeSurface(drawn);
  return ink;
}

/* A glyph that cannot be drawn becomes an empty one; its advance stays. */
static void glyph_draw(struct pl_fonts *fonts, struct pl_glyph *glyph, enum dl_weight weight, int size_px,
                       uint32_t code) {
  TTF_Font *font = face_at(fonts, weight, size_px);
  SDL_Surface *ink = glyph->w > 0 && glyph->h > 0 ? glyph_ink(font, shown_as(font, code)) : NULL;
  int index = 0, x = 0, y = 0;
  if (!ink || !page_find(fonts, glyph->w, glyph->h, &index, &x, &y)) {
    SDL_FreeSurface(ink);
    glyph->w = 0;
    return;
  }
  int rise =
      -glyph->top - TTF_FontAscent(font); /* ink above the ascent pushes the surface's base line down */
  glyph->page = (int16_t)index;
  glyph->x = (int16_t)x;
  glyph->y = (int16_t)y;
  struct pl_page *page = &fonts->page[index];
  mask_copy(page, glyph, ink, glyph->left > 0 ? glyph->left : 0, rise > 0 ? 0 : -rise);
  page_touched(page, x, y, glyph->w, glyph->h);
  SDL_FreeSurface(ink);
}

/* ---- kerning ------------------------------------------------------------------------------------------ */

static void put_utf8(char **out, uint32_t c) {
  if (c < 0x80) {
    *(*out)++ = (char)c;
  } else if (c < 0x800) {
    *(*out)++ = (char)(0xC0 | c >> 6);
    *(*out)++ = (char)(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *(*out)++ = (char)(0xE0 | c >> 12);
    *(*out)++ = (char)(0x80 | (c >> 6 & 63));
    *(*out)++ = (char)(0x80 | (c & 63));
  } else {
    *(*out)++ = (char)(0xF0 | c >> 18);
    *(*out)++ = (char)(0x80 | (c >> 12 & 63));
    *(*out)++ = (char)(0x80 | (c >> 6 & 63));
    *(*out)++ = (char)(0x80 | (c & 63));
  }
}

static int width_of(TTF_Font *font, uint32_t a, uint32_t b) {
  char text[12], *end = text;
  int w = 0, h = 0;
  put_utf8(&end, a);
  if (b) put_utf8(&end, b);
  *end = '\0';
  return TTF_SizeUTF8(font, text, &w, &h) == 0 ? w : 0;
}

static float kern_measure(struct pl_fonts *fonts, enum dl_weight weight, uint32_t a, uint32_t b) {
  TTF_Font *font = face_at(fonts, weight, KERN_PX);
  if (!TTF_GlyphIsProvided32(font, a) || !TTF_GlyphIsProvided32(font, b)) return 0;
  int kern = width_of(font, a, b) - width_of(font, a, 0) - width_of(font, b, 0);
  return abs(kern) <= 2 || abs(kern) > KERN_PX / 3 ? 0.0f : (float)kern / KERN_PX; /* two are rounding */
}

/* In ems. A combining mark or a ligature measures as no kerning at all. */
static float kern_find(struct pl_fonts *fonts, enum dl_weight weight, uint32_t a, uint32_t b) {
  if (a <= ' ' || b <= ' ') return 0;
  uint64_t key = (uint64_t)1 << 63 | (uint64_t)weight << 42 | (uint64_t)a << 21 | b;
  uint32_t i = slot_of(key, KERN_SLOTS);
  for (; fonts->kerns[i].key; i = (i + 1) & (KERN_SLOTS - 1))
    if (fonts->kerns[i].key == key) return fonts->kerns[i].em;
  if (fonts->kern_count >= KERNS_MAX) {
    memset(fonts->kerns, 0, sizeof fonts->kerns);
    fonts->kern_count = 0;
    i = slot_of(key, KERN_SLOTS);
  }
  fonts->kerns[i] = (struct kern){key, kern_measure(fonts, weight, a, b)};
  fonts->kern_count++;
  return fonts->kerns[i].em;
}

/* ---- runs --------------------------------------------------------------------------------------------- */

static int whole_size(float size_px) {
  if (!(size_px >= 1)) return 1;
  return size_px > PL_TEXT_SIZE_MAX ? PL_TEXT_SIZE_MAX : (int)lrintf(size_px);
}

static int whole_px(float v) {
  return v > -TEXT_LIMIT_PX && v < TEXT_LIMIT_PX ? (int)lrintf(v) : (int)TEXT_LIMIT_PX;
}

struct pl_text_run pl_text_begin(struct pl_fonts *fonts, float x_px, float y_px, float size_px,
                                 enum dl_weight weight, int quarter_turns, const char *text) {
  struct pl_text_run run = {.fonts = fonts,
                            .size_px = whole_size(size_px),
                            .x_px = whole_px(x_px),
                            .y_px = whole_px(y_px),
                            .quarter_turns = quarter_turns & 3,
                            .rest = text ? text : ""};
  run.weight = (unsigned)weight < WEIGHTS ? weight : DL_REGULAR;
  return run;
}

/* Steps over one character; NULL at the end. The pen then stands behind it. */
static struct pl_glyph *run_step(struct pl_text_run *run, uint32_t *code, float *at_px) {
  do {
    *code = utf8_next(&run->rest);
    if (*code == 0) return NULL;
  } while (*code < ' ' || *code == 0x7F);
  if (run->before)
    run->pen_px += rintf(kern_find(run->fonts, run->weight, run->before, *code) * (float)run->size_px);
  struct pl_glyph *glyph = glyph_find(run->fonts, run->weight, run->size_px, *code);
  *at_px = run->pen_px;
  run->pen_px += glyph->advance;
  run->before = *code;
  return glyph;
}

/* Places a glyph whose mask begins left and top of the pen's place on an upright base line. */
static void place(const struct pl_text_run *run, struct pl_text_quad *quad, int left, int top) {
  const int x[4] = {left, -(top + quad->h), -(left + quad->w), top};
  const int y[4] = {top, left, -(top + quad->h), -(left + quad->w)};
  quad->quarter_turns = run->quarter_turns;
  quad->at_x = run->x_px + x[run->quarter_turns];
  quad->at_y = run->y_px + y[run->quarter_turns];
}

bool pl_text_next(struct pl_text_run *run, struct pl_text_quad *quad) {
  uint32_t code;
  float at_px;
  struct pl_glyph *glyph;
  while ((glyph = run_step(run, &code, &at_px)) != NULL) {
    if (glyph->w > 0 && glyph->page < 0) glyph_draw(run->fonts, glyph, run->weight, run->size_px, code);
    if (glyph->w <= 0 || glyph->page < 0 || run->pen_px > TEXT_LIMIT_PX) continue;
    struct pl_page *page = &run->fonts->page[glyph->page];
    page->used = ++run->fonts->stamp;
    *quad = (struct pl_text_quad){
        .page = page, .page_index = glyph->page, .x = glyph->x, .y = glyph->y, .w = glyph->w, .h = glyph->h};
    place(run, quad, (int)at_px + glyph->left, glyph->top);
    return true;
  }
  return false;
}

float pl_text_width(struct pl_fonts *fonts, float size_px, enum dl_weight weight, const char *text) {
  if (!fonts || !text || !*text) return 0;
  struct pl_text_run run = pl_text_begin(fonts, 0, 0, size_px, weight, 0, text);
  uint32_t code;
  float at_px;
  while (run_step(&run, &code, &at_px)) {
  }
  return run.pen_px;
}
