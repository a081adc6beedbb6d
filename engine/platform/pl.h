/* The machine: window, renderer, text, input, sound device, pads, paths, threads. The only room that sees
** SDL. Main thread, except where a function says otherwise.
**
** drivers  sdl: the real thing. null: no window, no sound, no waiting (pl_now_us is then manual). */
#ifndef SUPINE_PL_H
#define SUPINE_PL_H

#include <stdbool.h>
#include <stdint.h>

#include "anchor.h"
#include "dl.h"
#include "mix.h"

struct pl_desc {
  const char *title;
  int width_px, height_px; /* window asked for; 0: 1280 × 800 */
  bool fullscreen;
  bool software; /* no GPU even where there is one; so does SDL_RENDER_DRIVER=software */
  bool null_driver;
  bool no_audio;
  int block_frames;                                   /* audio block asked for; 0: 512 */
  const char *font_regular, *font_medium, *font_bold; /* files; NULL: found by itself */
};

struct pl;

/* Opens window, renderer and fonts (not sound). NULL with a sentence when the machine has no display or
** no font. */
struct pl *pl_open(const struct pl_desc *desc);
void pl_close(struct pl *pl);

/* Monotonic microseconds since some start; time in which the machine slept counts, where the system can tell. Any
** thread, the audio thread included. While the null driver is open it is what pl_set_now_us gave last (0 at first). */
int64_t pl_now_us(void);

/* Null driver only: the moment that pl_now_us gives from now on. */
void pl_set_now_us(int64_t now_us);

/* ---- picture ------------------------------------------------------------------------------------------ */

/* Size of the drawable in pixels. Both at least 1. */
void pl_size(struct pl *pl, int *width_px, int *height_px);

/* Pixels of the drawable per point of the window (HiDPI); 1 mostly. */
float pl_density(struct pl *pl);

/* Whether lists for pl_present shall be made of outlines (struct dl, outlines) or of triangles. May change from frame to
** frame, when a GPU is given up: ask before each. */
bool pl_wants_outlines(struct pl *pl);

/* Draws the list and shows it, then waits until the next frame is due: by the display's vertical sync or,
** without one, by sleeping to pl_refresh_hz. Only what differs from the list before is redrawn; an
** unchanged list costs its comparison. Draws nothing while hidden. A lost device is rebuilt; a GPU that
** goes on failing is given up for the software renderer. Pads are looked for after the first frame, so
** that they do not delay it. */
void pl_present(struct pl *pl, const struct dl *dl);

/* Lists shown so far, by every driver. */
int64_t pl_presented(struct pl *pl);

/* Where no vertical sync sets the beat, the next frames come us later (negative: sooner), at most 300 a call: lets a
** session keep its moments away from the edges of frames. */
void pl_nudge(struct pl *pl, int us);

/* Frames a second that pl_present aims at: the display's nominal rate, 60 where unknown, at most 60 with
** the software renderer. */
int pl_refresh_hz(struct pl *pl);

/* False while minimised or hidden: nothing need be drawn. */
bool pl_visible(struct pl *pl);

void pl_set_fullscreen(struct pl *pl, bool on);
bool pl_fullscreen(struct pl *pl);

/* "metal", "opengl", "software", "null" …: what draws. */
const char *pl_renderer_name(struct pl *pl);

/* Keeps the screen from sleeping while on. */
void pl_keep_awake(struct pl *pl, bool on);

/* ---- text --------------------------------------------------------------------------------------------- */

/* A set of fonts that measures text; needs no window. NULL with a sentence when no font can be opened. */
struct pl_fonts;
struct pl_fonts *pl_fonts_open(const char *regular, const char *medium, const char *bold);
void pl_fonts_close(struct pl_fonts *fonts);
struct pl_fonts *pl_fonts_of(struct pl *pl);

/* Width of text in pixels at that em size (rounded to a whole pixel, 1…720); 0 for NULL or "". Malformed
** bytes count as U+FFFD, control characters as nothing. */
float pl_text_width(struct pl_fonts *fonts, float size_px, enum dl_weight weight, const char *text);

/* ---- pictures without a window ------------------------------------------------------------------------ */

/* A software canvas, byte for byte the same on every run: films, sheets, golden pictures. Lists of outlines cost it a
** third of what lists of triangles cost. */
struct pl_canvas;
struct pl_canvas *pl_canvas_open(int width_px, int height_px, struct pl_fonts *fonts);
void pl_canvas_close(struct pl_canvas *canvas);
/* Draws the list over black. Returns 0 or a negative err_code. */
int pl_canvas_draw(struct pl_canvas *canvas, const struct dl *dl);
/* RGBA rows from the top, width × 4 bytes each; owned by the canvas, valid until the next draw. */
const uint8_t *pl_canvas_pixels(struct pl_canvas *canvas);

/* ---- input -------------------------------------------------------------------------------------------- */

enum pl_device { PL_KEYBOARD, PL_MOUSE, PL_TOUCH, PL_PAD };
enum pl_glyphs {
  PL_GLYPHS_KEYBOARD,
  PL_GLYPHS_XBOX,
  PL_GLYPHS_PLAYSTATION,
  PL_GLYPHS_NINTENDO,
  PL_GLYPHS_DECK
};

enum pl_event_kind {
  PL_EV_NONE,
  PL_EV_UP,
  PL_EV_DOWN,
  PL_EV_LEFT,
  PL_EV_RIGHT,  /* d-pad, stick, arrow keys, WASD; repeats while held */
  PL_EV_ACCEPT, /* A, Return, space */
  PL_EV_BACK,   /* B, Escape, backspace */
  PL_EV_MENU,   /* Start, Menu, F10 */
  PL_EV_ANY,    /* any other key or button */
  PL_EV_POINTER_MOVE,
  PL_EV_POINTER_DOWN,
  PL_EV_POINTER_UP,
  PL_EV_WHEEL,
  PL_EV_FULLSCREEN, /* F11, Alt+Return */
  PL_EV_RESIZED,
  PL_EV_SHOWN,
  PL_EV_HIDDEN,
  PL_EV_FOCUS_LOST,
  PL_EV_PAD_LOST, /* the pad in use was unplugged */
  PL_EV_AUDIO_LOST,
  PL_EV_AUDIO_FOUND,
  PL_EV_QUIT
};

struct pl_event {
  enum pl_event_kind kind;
  enum pl_device device;
  bool repeat;
  float x_px, y_px; /* pointer, in pixels of the drawable; wheel: y_px notches up */
};

/* The next event, or false. Never waits. */
bool pl_poll(struct pl *pl, struct pl_event *out);

/* Waits until an event is there or timeout_ms has passed (menus draw nothing while nothing moves);
** shorter while a held direction is about to repeat. Null driver: returns at once. */
void pl_wait(struct pl *pl, int timeout_ms);

/* Which glyphs suit the device used last. */
enum pl_glyphs pl_glyphs(struct pl *pl);

/* Rumbles the pad in use; low and high motors 0…1, for at most ms. Both 0 stops it at once, whatever ms says. No pad or
** no motor: nothing. */
void pl_rumble(struct pl *pl, float low, float high, int ms);
bool pl_has_rumble(struct pl *pl);

/* ---- sound -------------------------------------------------------------------------------------------- */

struct pl_audio;

/* Opens the mixer device at 48 kHz stereo S16 and mixes `mixer` into it after everything else
** (Mix_SetPostMix), publishing an anchor a block into cell. The first block begins at mix frame first, so
** that a device that comes back goes on where the timeline stands. NULL with a sentence when there is no
** sound, or when the sound system does not answer within a second: call again later, which takes over what has opened
** meanwhile. Main thread. */
struct pl_audio *pl_audio_open(struct mixer *mixer, struct anchor_cell *cell, int block_frames,
                               struct mix_frame first);
/* Closes it; gives up waiting on a hung device after a second. NULL is allowed. */
void pl_audio_close(struct pl_audio *audio);
const char *pl_audio_device(struct pl_audio *audio);
int pl_audio_block_frames(struct pl_audio *audio);
/* Estimate of the time from a block's callback to the ear. */
int64_t pl_audio_latency_frames(struct pl_audio *audio);
/* Looks at the name of the device again: true when the sound goes somewhere else than before, because the player
** chose another default and the system moved it. Cheap enough for once a second. NULL: false. */
bool pl_audio_moved(struct pl_audio *audio);
/* A short interface sound through SDL2_mixer's own channels, at once: 0 move, 1 accept, 2 back. */
void pl_audio_interface(struct pl_audio *audio, int which, float volume);

/* The player's own music, an Ogg Vorbis file of at most 256 MiB, decoded while it plays and looped. It sounds under
** everything else and makes room for words like it. Silent until pl_audio_music. 0; ERR_NO where there is no such
** file; ERR_MACHINE where it cannot be played. Unloaded when the device is closed. */
int pl_audio_music_load(struct pl_audio *audio, const char *path);
void pl_audio_music_unload(struct pl_audio *audio);
/* How loud it is, 0…1, as an amplitude; 0 holds it where it is. Call it often with small steps to fade. */
void pl_audio_music(struct pl_audio *audio, float level);

/* ---- paths and threads -------------------------------------------------------------------------------- */

/* Folder with scripts/ and assets/: of the build tree (known by the supine-build-tree.txt that CMake
** writes beside the programs it builds and never installs), a relocated bundle (../share/supine) or the
** install prefix, in this order. NULL with a sentence when none is found. Owned by the room. */
const char *pl_data_dir(void);
/* Where the player's data goes, made if missing: home if given, else SUPINE_HOME, else XDG_DATA_HOME or
** the system's own place. It may turn out read-only: that is for the store to find. Returns 0 or
** ERR_MACHINE; out receives the path. */
int pl_home_dir(const char *home, char *out, int size);
/* Folder of that name for what can be made again at any time, made if missing: below home/cache if home or SUPINE_HOME
** is given, else below XDG_CACHE_HOME/supine or the system's own place. Returns 0 or ERR_MACHINE; out receives the
** path. */
int pl_cache_dir(const char *home, const char *name, char *out, int size);
/* Full path of a program that lies beside this one (the script worker), or in ../libexec/supine. 0 or
** ERR_MACHINE. */
int pl_beside(const char *name, char *out, int size);

/* The fonts this build found; each may be NULL. Order: regular, medium, bold. */
void pl_font_files(const char *out[3]);

/* Runs job(data) on a thread of its own. NULL when that cannot be. pl_thread_join waits for its end. */
struct pl_thread;
struct pl_thread *pl_thread_start(void (*job)(void *data), void *data, const char *name);
void pl_thread_join(struct pl_thread *thread);

#endif
