/* Window, choice of renderer, pacing, and the null driver, which is a struct pl without a window. */
#include <SDL.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "err.h"
#include "log.h"
#include "pl_state.h"

#define WIDTH_PX         1280
#define HEIGHT_PX        800
#define SIDE_MIN_PX      64
#define SIDE_MAX_PX      16384
#define REFRESH_HZ       60
#define REFRESH_MIN_HZ   24
#define REFRESH_MAX_HZ   360
#define SOFTWARE_MAX_HZ  60 /* more is heat, not smoothness, when a CPU draws slow movements */
#define GPU_FAILURES_MAX 3
#define NUDGE_MAX_US     300
#define HINT_APP_ID      "SDL_APP_ID"                 /* since SDL 2.28; unknown hints are harmless */
#define HINT_KEYBOARD    "SDL_ENABLE_SCREEN_KEYBOARD" /* since SDL 2.28 */

static atomic_bool manual_clock;
static _Atomic int64_t manual_us;

/* SDL's counter, like the plain monotonic clock, stands still while the machine sleeps; a session has to notice that it
** slept. */
int64_t pl_now_us(void) {
  if (atomic_load_explicit(&manual_clock, memory_order_relaxed))
    return atomic_load_explicit(&manual_us, memory_order_relaxed);
#ifdef CLOCK_BOOTTIME
  struct timespec now;
  if (clock_gettime(CLOCK_BOOTTIME, &now) == 0) return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
#endif
  uint64_t count = SDL_GetPerformanceCounter(), rate = SDL_GetPerformanceFrequency();
  return (int64_t)(count / rate * 1000000 + count % rate * 1000000 / rate);
}

void pl_set_now_us(int64_t now_us) {
  atomic_store_explicit(&manual_us, now_us, memory_order_relaxed);
}

/* ---- opening ------------------------------------------------------------------------------------------ */

static void set_hints(void) {
  SDL_SetHint(HINT_APP_ID, "supine");
  SDL_SetHint("SDL_VIDEO_X11_WMCLASS", "supine");
  SDL_SetHint("SDL_VIDEO_WAYLAND_WMCLASS", "supine");
  SDL_SetHint(SDL_HINT_APP_NAME, "Supine");
#ifdef __linux__
  /* Through the kernel's own drivers, which still the motors of a program that ended in whatever way. A pad that SDL
  ** speaks to by itself would go on rumbling after a crash. */
  SDL_SetHint(SDL_HINT_JOYSTICK_HIDAPI, "0");
#endif
  SDL_SetHint(HINT_KEYBOARD, "0");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  /* Else SDL opens a GL context of its own only to choose how a window surface is shown. */
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

static int init_video(void) {
  set_hints();
  const char *asked = SDL_getenv("SDL_VIDEODRIVER");
#if defined(__linux__)
  /* Said before SDL tries every driver it has, each with complaints of its own. */
  bool choice = !(asked && *asked) && !SDL_getenv("WAYLAND_DISPLAY");
  if (choice && SDL_getenv("DISPLAY"))
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
  else if (choice)
    return err_set(ERR_MACHINE,
                   "There is no display. Log in to a desktop, or use 'supine render' to make a film.");
#endif
  if (SDL_InitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0)
    return err_set(ERR_MACHINE, "There is no display (%s). Log in to a desktop, or use 'supine render'.",
                   SDL_GetError());
  const char *driver = SDL_GetCurrentVideoDriver();
  if (!(asked && *asked) && driver &&
      strcmp(driver, "offscreen") == 0) { /* SDL's last resort: nobody would see it */
    SDL_QuitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS);
    return err_set(ERR_MACHINE,
                   "There is no display. Log in to a desktop, or use 'supine render' to make a film.");
  }
  SDL_StopTextInput();
  return 0;
}

static int bounded(int side_px, int otherwise) {
  if (side_px <= 0) return otherwise;
  return side_px < SIDE_MIN_PX ? SIDE_MIN_PX : side_px > SIDE_MAX_PX ? SIDE_MAX_PX : side_px;
}

static bool software_asked(const struct pl_desc *desc) {
  const char *driver = SDL_getenv("SDL_RENDER_DRIVER");
  return desc->software || (driver && strcmp(driver, "software") == 0);
}

static SDL_Window *open_window(const struct pl_desc *desc, Uint32 more) {
  Uint32 flags = SDL_WINDOW_RESIZABLE | more;
  if (desc->fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  int width_px = bounded(desc->width_px, WIDTH_PX), height_px = bounded(desc->height_px, HEIGHT_PX);
  SDL_Rect room;
  /* Nobody asked for this size: on a small display it must not hide its own edges. */
  if (desc->width_px <= 0 && SDL_GetDisplayUsableBounds(0, &room) == 0 && room.w > 0 && room.h > 0) {
    width_px = SDL_min(width_px, SDL_max(room.w, SIDE_MIN_PX));
    height_px = SDL_min(height_px, SDL_max(room.h, SIDE_MIN_PX));
  }
  return SDL_CreateWindow(desc->title ? desc->title : "Supine", SDL_WINDOWPOS_CENTERED,
                          SDL_WINDOWPOS_CENTERED, width_px, height_px, flags);
}

static void read_refresh(struct pl *pl) {
  SDL_DisplayMode mode;
  int display = SDL_GetWindowDisplayIndex(pl->window);
  bool known = display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 && mode.refresh_rate > 0;
  int hz = known ? mode.refresh_rate : REFRESH_HZ;
  int most = pl->gpu ? REFRESH_MAX_HZ : SOFTWARE_MAX_HZ;
  pl->refresh_hz = hz < REFRESH_MIN_HZ ? REFRESH_HZ : hz > most ? most : hz;
}

/* The window is made anew when the GPU turns out to be none: SDL may have given it a GL visual. */
static int open_picture(struct pl *pl, const struct pl_desc *desc) {
  if (!software_asked(desc) && pl_render_possible()) {
    pl->window = open_window(desc, SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI);
    if (pl->window) pl->gpu = pl_render_open(pl->window, pl->fonts);
    if (pl->gpu) SDL_ShowWindow(pl->window);
    if (pl->window && !pl->gpu) SDL_DestroyWindow(pl->window);
  }
  if (!pl->gpu) {
    pl->window = open_window(desc, 0);
    pl->soft = pl_soft_create(pl->fonts);
    if (!pl->soft) return ERR_MACHINE;
  }
  if (!pl->window)
    return err_set(ERR_MACHINE, "No window can be opened (%s). Try again in a desktop session.",
                   SDL_GetError());
  SDL_SetWindowMinimumSize(pl->window, 320, 180);
  read_refresh(pl);
  log_line(LOG_INFO, "window %s, renderer %s, %d Hz", SDL_GetCurrentVideoDriver(), pl_renderer_name(pl),
           pl->refresh_hz);
  return 0;
}

struct pl *pl_open(const struct pl_desc *desc) {
  struct pl *pl = calloc(1, sizeof *pl);
  if (!pl) {
    err_set(ERR_MACHINE, "There is no memory for a window. Close other programs and try again.");
    return NULL;
  }
  pl->refresh_hz = REFRESH_HZ;
  pl_pad_init(&pl->pads);
  pl->fonts = pl_fonts_open(desc->font_regular, desc->font_medium, desc->font_bold);
  if (!pl->fonts) {
    free(pl);
    return NULL;
  }
  if (desc->null_driver) {
    pl->null_driver = true;
    pl->null_width_px = bounded(desc->width_px, WIDTH_PX);
    pl->null_height_px = bounded(desc->height_px, HEIGHT_PX);
    pl_set_now_us(0);
    atomic_store(&manual_clock, true);
    return pl;
  }
  if (init_video() < 0) {
    pl_fonts_close(pl->fonts);
    free(pl);
    return NULL;
  }
  if (open_picture(pl, desc) < 0) {
    pl_close(pl);
    return NULL;
  }
  return pl;
}

void pl_close(struct pl *pl) {
  if (!pl) return;
  pl_render_close(pl->gpu);
  pl_soft_destroy(pl->soft);
  pl_fonts_close(pl->fonts);
  pl_pad_close(&pl->pads);
  free(pl->shadow);
  if (pl->window) SDL_DestroyWindow(pl->window);
  if (pl->pads_looked_for) SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
  if (pl->null_driver)
    atomic_store(&manual_clock, false);
  else
    SDL_QuitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS);
  free(pl);
}

/* ---- what is asked of the window ---------------------------------------------------------------------- */

void pl_size(struct pl *pl, int *width_px, int *height_px) {
  *width_px = pl->null_width_px;
  *height_px = pl->null_height_px;
  if (pl->gpu)
    pl_render_size(pl->gpu, width_px, height_px);
  else if (pl->window)
    SDL_GetWindowSize(pl->window, width_px, height_px);
  if (*width_px < 1) *width_px = 1;
  if (*height_px < 1) *height_px = 1;
}

float pl_density(struct pl *pl) {
  int w = 0, h = 0, points = 0;
  if (!pl->gpu) return 1;
  pl_size(pl, &w, &h);
  SDL_GetWindowSize(pl->window, &points, &h);
  return points > 0 ? (float)w / (float)points : 1;
}

int pl_refresh_hz(struct pl *pl) {
  return pl->refresh_hz;
}

bool pl_visible(struct pl *pl) {
  return !pl->hidden;
}

void pl_set_fullscreen(struct pl *pl, bool on) {
  if (pl->null_driver || on == pl_fullscreen(pl)) return;
  if (SDL_SetWindowFullscreen(pl->window, on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0) != 0)
    log_line(LOG_WARN, "full screen cannot be changed: %s", SDL_GetError());
}

bool pl_fullscreen(struct pl *pl) {
  return pl->window && (SDL_GetWindowFlags(pl->window) & SDL_WINDOW_FULLSCREEN) != 0;
}

const char *pl_renderer_name(struct pl *pl) {
  return pl->null_driver ? "null" : pl->gpu ? pl_render_name(pl->gpu) : "software";
}

void pl_keep_awake(struct pl *pl, bool on) {
  if (pl->null_driver) return;
  if (on)
    SDL_DisableScreenSaver();
  else
    SDL_EnableScreenSaver();
}

struct pl_fonts *pl_fonts_of(struct pl *pl) {
  return pl->fonts;
}

bool pl_wants_outlines(struct pl *pl) {
  return !pl->gpu;
}

int64_t pl_presented(struct pl *pl) {
  return pl->presented;
}

/* ---- frames ------------------------------------------------------------------------------------------- */

static void forget_picture(struct pl *pl) {
  if (pl->gpu) pl_render_forget(pl->gpu);
  if (pl->soft) pl_soft_forget(pl->soft);
}

static void note_window(struct pl *pl, Uint8 what) {
  switch (what) {
  case SDL_WINDOWEVENT_HIDDEN:
  case SDL_WINDOWEVENT_MINIMIZED:
    pl->hidden = true;
    break;
  case SDL_WINDOWEVENT_SHOWN:
  case SDL_WINDOWEVENT_RESTORED:
  case SDL_WINDOWEVENT_MAXIMIZED:
  case SDL_WINDOWEVENT_EXPOSED:
    pl->hidden = false;
    forget_picture(pl);
    break;
  case SDL_WINDOWEVENT_SIZE_CHANGED:
  case SDL_WINDOWEVENT_DISPLAY_CHANGED:
    forget_picture(pl);
    read_refresh(pl);
    break;
  default:
    break;
  }
}

void pl_note(struct pl *pl, const SDL_Event *event) {
  if (event->type == SDL_WINDOWEVENT && event->window.windowID == SDL_GetWindowID(pl->window))
    note_window(pl, event->window.event);
  if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET) {
    if (pl->gpu) pl_render_reset(pl->gpu, event->type == SDL_RENDER_DEVICE_RESET);
    forget_picture(pl);
  }
}

/* Whether the surface has the pixels that the software renderer writes. */
static bool direct(const SDL_Surface *surface) {
  const SDL_PixelFormat *f = surface->format;
  return f->BytesPerPixel == 4 && f->Rmask == 0xFF0000u && f->Gmask == 0xFF00u && f->Bmask == 0xFFu &&
         surface->pitch % 4 == 0 && !SDL_MUSTLOCK(surface);
}

static bool soft_target(struct pl *pl, SDL_Surface *surface, struct pl_target *target) {
  *target = (struct pl_target){surface->pixels, surface->w, surface->h, surface->pitch / 4, false};
  if (direct(surface)) return true;
  size_t pixels = (size_t)surface->w * (size_t)surface->h;
  if (pixels > pl->shadow_pixels) {
    free(pl->shadow);
    pl->shadow = malloc(pixels * 4);
    pl->shadow_pixels = pl->shadow ? pixels : 0;
  }
  *target = (struct pl_target){pl->shadow, surface->w, surface->h, surface->w, false};
  return pl->shadow != NULL;
}

static void copy_shadow(const struct pl_target *from, SDL_Surface *to, const SDL_Rect *rects, int count) {
  SDL_Surface *view = SDL_CreateRGBSurfaceWithFormatFrom(from->pixels, from->width_px, from->height_px, 32,
                                                         from->stride_px * 4, SDL_PIXELFORMAT_RGB888);
  for (int i = 0; view && i < count; i++) {
    SDL_Rect part = rects[i];
    SDL_BlitSurface(view, &rects[i], to, &part);
  }
  SDL_FreeSurface(view);
}

static int present_soft(struct pl *pl, const struct dl *dl) {
  SDL_Surface *surface = SDL_GetWindowSurface(pl->window);
  struct pl_target target;
  if (!surface || surface->w < 1 || surface->h < 1 || !soft_target(pl, surface, &target)) return ERR_MACHINE;
  if (target.pixels != pl->seen.pixels || target.width_px != pl->seen.width_px ||
      target.height_px != pl->seen.height_px || target.stride_px != pl->seen.stride_px)
    pl_soft_forget(pl->soft);
  pl->seen = target;
  struct pl_rect changed[PL_SOFT_RECTS];
  int count = pl_soft_draw(pl->soft, &target, dl, changed);
  if (count <= 0) return count;
  SDL_Rect rects[PL_SOFT_RECTS];
  for (int i = 0; i < count; i++)
    rects[i] = (SDL_Rect){changed[i].x0, changed[i].y0, changed[i].x1 - changed[i].x0,
                          changed[i].y1 - changed[i].y0};
  if (!direct(surface)) copy_shadow(&target, surface, rects, count);
  if (SDL_UpdateWindowSurfaceRects(pl->window, rects, count) == 0) return 0;
  pl_soft_forget(pl->soft); /* the surface went with a resize; the next frame takes the new one */
  return ERR_MACHINE;
}

static void present_gpu(struct pl *pl, const struct dl *dl) {
  pl->gpu_failures = pl_render_draw(pl->gpu, dl) < 0 ? pl->gpu_failures + 1 : 0;
  if (pl->gpu_failures < GPU_FAILURES_MAX) return;
  log_line(LOG_WARN, "the graphics device goes on failing: drawing in software from here on");
  struct pl_soft *soft = pl_soft_create(pl->fonts);
  if (!soft) return;
  pl_render_close(pl->gpu);
  pl->gpu = NULL;
  pl->soft = soft;
  read_refresh(pl);
}

/* After the first frame, because asking the system for pads takes longer than drawing it. */
static void look_for_pads(struct pl *pl) {
  if (pl->pads_looked_for) return;
  pl->pads_looked_for = true;
  if (SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) != 0) log_line(LOG_WARN, "no game pads: %s", SDL_GetError());
}

static void sleep_us(int64_t us) {
  struct timespec t = {(time_t)(us / 1000000), (long)(us % 1000000) * 1000};
  nanosleep(&t, NULL);
}

/* Frames are due a period apart; after a stall the beat starts anew rather than catching up. With a
** vertical sync the beat is a little faster than the display, so that it only matters where the sync does
** not work. */
static void pace(struct pl *pl) {
  int64_t period_us = 1000000 / pl->refresh_hz, now_us = pl_now_us();
  if (pl->gpu && pl_render_vsync(pl->gpu)) period_us -= period_us / 10;
  pl->next_us += period_us;
  if (pl->next_us < now_us - period_us || pl->next_us > now_us + 2 * period_us) pl->next_us = now_us;
  if (pl->next_us > now_us) sleep_us(pl->next_us - now_us);
}

void pl_nudge(struct pl *pl, int us) {
  if (pl->gpu && pl_render_vsync(pl->gpu)) return;
  pl->next_us += us < -NUDGE_MAX_US ? -NUDGE_MAX_US : us > NUDGE_MAX_US ? NUDGE_MAX_US : us;
}

void pl_present(struct pl *pl, const struct dl *dl) {
  pl->presented++;
  if (pl->null_driver) return;
  if (!pl->hidden && pl->gpu)
    present_gpu(pl, dl);
  else if (!pl->hidden && present_soft(pl, dl) < 0)
    log_line(LOG_WARN, "a frame could not be shown: %s", SDL_GetError());
  look_for_pads(pl);
  pace(pl);
}
