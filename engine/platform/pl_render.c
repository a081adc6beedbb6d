#include "pl_render.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "err.h"
#include "log.h"
#include "pl_raster.h"
#include "pl_text.h"

#define GL_RENDERER_STRING 0x1F01
#define SOLID_UV           (1.0f / PL_TEXT_PAGE_PX) /* the middle of a page's solid 2 × 2 corner */

struct point {
  float x_px, y_px;
  SDL_Color color;
  float u, v;
};

struct pl_render {
  SDL_Renderer *sdl;
  struct pl_fonts *fonts;
  SDL_RendererInfo info;
  SDL_Texture *page[PL_TEXT_PAGES];
  uint32_t *upload;    /* one page as ARGB */
  struct point *batch; /* three a triangle */
  int count, capacity;
  int texture;           /* page that the batch uses */
  int calls, most_calls; /* in the last frame; in any */
  bool failed;
  SDL_Texture *layer;
  int layer_w, layer_h;
  uint64_t layer_key, last_key;
  bool layer_kept, last_keyed;
  uint64_t shown; /* hash of the list on the screen */
  bool known;
};

/* ---- opening ------------------------------------------------------------------------------------------ */

/* Loading Mesa only to learn that it would draw on the CPU costs 100 ms and 60 MB, so the devices are
** looked at first. Elsewhere than on Linux the renderer's own word is enough. */
static bool machine_has_gpu(void) {
#ifdef __linux__
  static const char *const nodes[] = {"/dev/nvidiactl", "/dev/dxg", "/dev/mali0", "/dev/kgsl-3d0"};
  for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++)
    if (access(nodes[i], F_OK) == 0) return true;
  for (int i = 128; i < 136; i++) {
    char node[32];
    SDL_snprintf(node, sizeof node, "/dev/dri/renderD%d", i);
    if (access(node, F_OK) == 0) return true;
  }
  return false;
#else
  return true;
#endif
}

static bool imitated(const SDL_RendererInfo *info) {
  if (info->flags & SDL_RENDERER_SOFTWARE) return true;
  if (strncmp(info->name, "opengl", 6) != 0) return false;
  void *address = SDL_GL_GetProcAddress("glGetString");
  const unsigned char *(*get_string)(unsigned name) = NULL;
  if (!address) return false;
  memcpy(&get_string, &address, sizeof get_string);
  const char *name = (const char *)get_string(GL_RENDERER_STRING);
  return name && (strstr(name, "llvmpipe") || strstr(name, "softpipe") || strstr(name, "swrast") ||
                  strstr(name, "Software Rasterizer") || strstr(name, "SwiftShader"));
}

/* SDL_RENDER_DRIVER is the player's own word and is obeyed even against the checks. */
static bool driver_asked(void) {
  const char *driver = SDL_getenv("SDL_RENDER_DRIVER");
  return driver && *driver && strcmp(driver, "software") != 0;
}

bool pl_render_possible(void) {
  const char *video = SDL_GetCurrentVideoDriver();
  return driver_asked() || (machine_has_gpu() && !(video && strcmp(video, "dummy") == 0));
}

struct pl_render *pl_render_open(SDL_Window *window, struct pl_fonts *fonts) {
  SDL_Renderer *sdl = SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
  if (!sdl) sdl = SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED);
  if (!sdl) return NULL;
  struct pl_render *render = calloc(1, sizeof *render);
  if (!render || SDL_GetRendererInfo(sdl, &render->info) != 0 ||
      (!driver_asked() && imitated(&render->info))) {
    SDL_DestroyRenderer(sdl);
    free(render);
    return NULL;
  }
  render->sdl = sdl;
  render->fonts = fonts;
  return render;
}

static void drop_textures(struct pl_render *render) {
  for (int i = 0; i < PL_TEXT_PAGES; i++) {
    if (render->page[i]) SDL_DestroyTexture(render->page[i]);
    render->page[i] = NULL;
  }
  if (render->layer) SDL_DestroyTexture(render->layer);
  render->layer = NULL;
  render->layer_kept = false;
}

void pl_render_close(struct pl_render *render) {
  if (!render) return;
  log_line(LOG_INFO, "at most %d calls to the graphics device a frame", render->most_calls);
  drop_textures(render);
  SDL_DestroyRenderer(render->sdl);
  free(render->upload);
  free(render->batch);
  free(render);
}

void pl_render_forget(struct pl_render *render) {
  render->known = false;
}

void pl_render_reset(struct pl_render *render, bool device) {
  render->known = render->layer_kept = false;
  if (device) drop_textures(render);
}

void pl_render_size(struct pl_render *render, int *width_px, int *height_px) {
  if (SDL_GetRendererOutputSize(render->sdl, width_px, height_px) != 0) *width_px = *height_px = 1;
}

const char *pl_render_name(struct pl_render *render) {
  return render->info.name;
}

bool pl_render_vsync(struct pl_render *render) {
  return (render->info.flags & SDL_RENDERER_PRESENTVSYNC) != 0;
}

/* ---- glyph pages as textures -------------------------------------------------------------------------- */

static void upload(struct pl_render *render, int i, struct pl_page *page, SDL_Rect part) {
  if (!render->upload) render->upload = malloc((size_t)PL_TEXT_PAGE_PX * PL_TEXT_PAGE_PX * 4);
  if (!render->upload) {
    render->failed = true;
    return;
  }
  for (int y = 0; y < part.h; y++) {
    const uint8_t *in = page->mask + (size_t)(part.y + y) * PL_TEXT_PAGE_PX + part.x;
    uint32_t *out = render->upload + (size_t)y * (size_t)part.w;
    for (int x = 0; x < part.w; x++) out[x] = (uint32_t)in[x] << 24 | 0xFFFFFFu;
  }
  if (SDL_UpdateTexture(render->page[i], &part, render->upload, part.w * 4) != 0) render->failed = true;
}

/* Brings the texture of a page up to its mask; NULL when it cannot be. */
static SDL_Texture *page_texture(struct pl_render *render, int i) {
  struct pl_page *page = pl_text_page(render->fonts, i);
  bool all = page->emptied || !render->page[i];
  if (!render->page[i]) {
    render->page[i] = SDL_CreateTexture(render->sdl, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                        PL_TEXT_PAGE_PX, PL_TEXT_PAGE_PX);
    if (!render->page[i]) return NULL;
    SDL_SetTextureBlendMode(render->page[i], SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(render->page[i], SDL_ScaleModeNearest);
  }
  SDL_Rect part = {page->dirty.x0, page->dirty.y0, page->dirty.x1 - page->dirty.x0,
                   page->dirty.y1 - page->dirty.y0};
  if (all) part = (SDL_Rect){0, 0, PL_TEXT_PAGE_PX, PL_TEXT_PAGE_PX};
  if (page->mask && part.w > 0) upload(render, i, page, part);
  page->dirty.x0 = page->dirty.x1 = 0;
  page->emptied = false;
  return render->page[i];
}

/* ---- batches ------------------------------------------------------------------------------------------ */

static void flush(void *data) {
  struct pl_render *render = data;
  if (render->count == 0) return;
  SDL_Texture *texture = page_texture(render, render->texture);
  const struct point *p = render->batch;
  /* Without its texture a page of shapes is still a picture. */
  if (SDL_RenderGeometryRaw(render->sdl, texture, &p->x_px, sizeof *p, &p->color, sizeof *p, &p->u, sizeof *p,
                            render->count, NULL, 0, 0) != 0)
    render->failed = true;
  render->calls++;
  render->count = 0;
}

static struct point *take(struct pl_render *render, int points) {
  if (render->count + points > render->capacity) {
    int wanted = render->capacity ? render->capacity * 2 : 3 * 4096;
    struct point *grown = realloc(render->batch, (size_t)wanted * sizeof *grown);
    if (!grown) {
      render->failed = true;
      return NULL;
    }
    render->batch = grown;
    render->capacity = wanted;
  }
  render->count += points;
  return render->batch + render->count - points;
}

static bool drawable(const struct dl_vertex *v) {
  return v->x_px > -PL_RASTER_LIMIT_PX && v->x_px < PL_RASTER_LIMIT_PX && v->y_px > -PL_RASTER_LIMIT_PX &&
         v->y_px < PL_RASTER_LIMIT_PX;
}

static void add_triangles(struct pl_render *render, const struct dl *dl, const struct dl_command *c) {
  const int *index = dl->indices + c->triangles.first_index;
  for (int i = 0; i + 2 < c->triangles.count; i += 3) {
    const struct dl_vertex *v[3] = {&dl->vertices[index[i]], &dl->vertices[index[i + 1]],
                                    &dl->vertices[index[i + 2]]};
    struct point *p = drawable(v[0]) && drawable(v[1]) && drawable(v[2]) ? take(render, 3) : NULL;
    for (int k = 0; p && k < 3; k++) {
      SDL_Color color = {v[k]->color.r, v[k]->color.g, v[k]->color.b, v[k]->color.a};
      p[k] = (struct point){v[k]->x_px, v[k]->y_px, color, SOLID_UV, SOLID_UV};
    }
  }
}

static void add_quad(struct pl_render *render, const struct pl_text_quad *q, SDL_Color color) {
  static const int corner[6][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 0}, {1, 1}, {0, 1}};
  struct point *p = take(render, 6);
  for (int k = 0; p && k < 6; k++) {
    int dx = corner[k][0] * q->w, dy = corner[k][1] * q->h; /* in the page */
    const int right[4] = {dx, q->h - dy, q->w - dx, dy}, below[4] = {dy, dx, q->h - dy, q->w - dx};
    p[k] =
        (struct point){(float)(q->at_x + right[q->quarter_turns]), (float)(q->at_y + below[q->quarter_turns]),
                       color, (float)(q->x + dx) / PL_TEXT_PAGE_PX, (float)(q->y + dy) / PL_TEXT_PAGE_PX};
  }
}

static void add_text(struct pl_render *render, const struct dl *dl, const struct dl_command *c,
                     int width_px) {
  struct pl_text_run run = pl_text_begin(render->fonts, c->text.x_px, c->text.y_px, c->text.size_px,
                                         c->text.weight, c->text.quarter_turns, dl->chars + c->text.text);
  SDL_Color color = {c->text.color.r, c->text.color.g, c->text.color.b, c->text.color.a};
  struct pl_text_quad q;
  while (pl_text_next(&run, &q) && (q.quarter_turns != 0 || q.at_x < width_px)) {
    if (q.page_index != render->texture) {
      flush(render);
      render->texture = q.page_index;
    }
    if (q.quarter_turns != 0 || q.at_x + q.w > 0) add_quad(render, &q, color);
  }
}

static void set_clip(struct pl_render *render, const struct dl_command *c) {
  flush(render);
  if (!(c->clip.w_px > 0)) {
    SDL_RenderSetClipRect(render->sdl, NULL);
    return;
  }
  SDL_Rect r = {(int)(c->clip.x_px + 0.5f), (int)(c->clip.y_px + 0.5f), 0, 0};
  r.w = (int)(c->clip.x_px + c->clip.w_px + 0.5f) - r.x;
  r.h = (int)(c->clip.y_px + c->clip.h_px + 0.5f) - r.y;
  SDL_RenderSetClipRect(render->sdl, r.w > 0 && r.h > 0 ? &r : &(SDL_Rect){-1, -1, 1, 1});
}

static void draw_commands(struct pl_render *render, const struct dl *dl, int from, int to, int width_px) {
  for (int i = from; i < to; i++) {
    const struct dl_command *c = &dl->commands[i];
    switch (c->kind) {
    case DL_TRIANGLES:
      add_triangles(render, dl, c);
      break;
    case DL_OUTLINE:
      assert(false && "a list for a GPU is made of triangles");
      break;
    case DL_TEXT:
      add_text(render, dl, c, width_px);
      break;
    case DL_CLIP:
      set_clip(render, c);
      break;
    case DL_LAYER:
      break;
    }
  }
  flush(render);
  SDL_RenderSetClipRect(render->sdl, NULL);
}

/* ---- frames ------------------------------------------------------------------------------------------- */

static void clear(struct pl_render *render) {
  SDL_SetRenderDrawColor(render->sdl, 0, 0, 0, 255);
  SDL_RenderClear(render->sdl);
}

static bool layer_bounds(const struct dl *dl, int *begin, int *end, uint64_t *key) {
  *begin = -1;
  for (int i = 0; i < dl->command_count; i++) {
    const struct dl_command *c = &dl->commands[i];
    if (c->kind != DL_LAYER) continue;
    if (c->layer.end && *begin >= 0) {
      *end = i;
      return true;
    }
    if (!c->layer.end && *begin < 0) *begin = i + 1, *key = c->layer.key;
  }
  return false;
}

/* Keeps the layer as a texture once its key has been the same for two frames. */
static bool layer_ready(struct pl_render *render, const struct dl *dl, int begin, int end, uint64_t key,
                        int w, int h) {
  bool rests = render->last_keyed && render->last_key == key;
  render->last_keyed = true;
  render->last_key = key;
  if (render->layer && (render->layer_w != w || render->layer_h != h)) {
    SDL_DestroyTexture(render->layer);
    render->layer = NULL;
    render->layer_kept = false;
  }
  if (render->layer_kept && render->layer_key == key) return true;
  render->layer_kept = false;
  if (!rests || !(render->info.flags & SDL_RENDERER_TARGETTEXTURE)) return false;
  if (!render->layer)
    render->layer = SDL_CreateTexture(render->sdl, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_TARGET, w, h);
  if (!render->layer || SDL_SetRenderTarget(render->sdl, render->layer) != 0) return false;
  SDL_SetTextureBlendMode(render->layer, SDL_BLENDMODE_NONE);
  clear(render);
  draw_commands(render, dl, begin, end, w);
  SDL_SetRenderTarget(render->sdl, NULL);
  render->layer_w = w;
  render->layer_h = h;
  render->layer_key = key;
  return render->layer_kept = true;
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n) {
  const uint8_t *p = bytes;
  for (; n >= 8; n -= 8, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  for (; n > 0; n--) hash = (hash ^ *p++) * 0x100000001B3u;
  return hash;
}

/* Commands are unions with padding, so that equal lists may differ in bytes: that only costs a frame
** drawn twice. */
static uint64_t hash_list(const struct dl *dl, int w, int h) {
  uint64_t hash = (uint64_t)(unsigned)w << 32 | (unsigned)h;
  hash = hash_bytes(hash, dl->vertices, (size_t)dl->vertex_count * sizeof *dl->vertices);
  hash = hash_bytes(hash, dl->indices, (size_t)dl->index_count * sizeof *dl->indices);
  hash = hash_bytes(hash, dl->commands, (size_t)dl->command_count * sizeof *dl->commands);
  return hash_bytes(hash, dl->chars, (size_t)dl->char_count);
}

int pl_render_draw(struct pl_render *render, const struct dl *dl) {
  int w = 1, h = 1, begin = -1, end = 0;
  uint64_t key = 0;
  pl_render_size(render, &w, &h);
  uint64_t hash = hash_list(dl, w, h);
  if (render->known && render->shown == hash) return 0;
  render->calls = render->count = 0;
  render->failed = false;
  pl_text_on_evict(render->fonts, flush, render);
  bool keyed = layer_bounds(dl, &begin, &end, &key);
  bool kept = keyed && layer_ready(render, dl, begin, end, key, w, h);
  if (!keyed) render->last_keyed = false;
  clear(render);
  if (kept && SDL_RenderCopy(render->sdl, render->layer, NULL, NULL) != 0) render->failed = true;
  draw_commands(render, dl, kept ? end : 0, dl->command_count, w);
  pl_text_on_evict(render->fonts, NULL, NULL);
  if (render->calls > render->most_calls) render->most_calls = render->calls;
  SDL_RenderPresent(render->sdl);
  render->known = !render->failed;
  render->shown = hash;
  if (render->failed)
    return err_set(ERR_MACHINE, "The graphics device failed (%s). Restart the program.", SDL_GetError());
  return 0;
}
