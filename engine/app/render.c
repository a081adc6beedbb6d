/* A session as files: the very plan, pictures and sounds of the game, at exact times instead of the device's. */
#include "commands.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog.h"
#include "err.h"
#include "film.h"
#include "moment.h"
#include "picture.h"
#include "pl.h"
#include "run.h"
#include "scr_session.h"
#include "setup_film.h"
#include "show.h"
#include "wav.h"

#define RENDER_WIDTH_PX     1280
#define RENDER_HEIGHT_PX    800
#define RENDER_FPS          60
#define RENDER_TAIL_S       3.0 /* after the end: the last bell fades */
#define RENDER_BLOCK_FRAMES 480
#define RENDER_PATH_MAX     1024

enum render_kind { RENDER_FILM, RENDER_FOLDER, RENDER_SOUND, RENDER_UNKNOWN };

/* Ctrl+C and the like: what is half made is taken away again. */
static volatile sig_atomic_t asked_to_end;

static void on_signal(int number) {
  (void)number;
  asked_to_end = 1;
}

static int go_on(void) {
  return asked_to_end ? err_set(ERR_NO, "stopped before it was complete; nothing was kept") : 0;
}

struct render {
  const struct args *args;
  enum render_kind kind;
  struct catalog catalog;
  struct mixer *mixer;
  struct run *run;
  struct setup_film *steps; /* instead of a run: the set-up */
  struct show *show;
  struct pl_fonts *fonts;
  struct pl_canvas *canvas;
  struct settings settings;
  struct dl dl;
  char wav_path[RENDER_PATH_MAX];
  int width_px, height_px, fps;
};

static bool ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static enum render_kind kind_of(const char *out) {
  if (ends_with(out, ".wav")) return RENDER_SOUND;
  if (ends_with(out, ".mp4") || ends_with(out, ".webm")) return RENDER_FILM;
  const char *name = strrchr(out, '/') ? strrchr(out, '/') + 1 : out, *dot = strrchr(name, '.');
  return dot && dot > name && dot[1] ? RENDER_UNKNOWN
                                     : RENDER_FOLDER; /* "film.avi" is no wish for a folder */
}

static int64_t length_frames(const struct render *render) {
  if (render->steps) return setup_film_length_frames(render->steps);
  return run_plan(render->run)->length_frames + frames_of_s(RENDER_TAIL_S);
}

/* The sound first, whole: it is quick, and a film needs the file. */
static int write_sound(struct render *render) {
  struct wav wav;
  int16_t block[2 * RENDER_BLOCK_FRAMES];
  int64_t total = length_frames(render);
  int result = wav_open(&wav, render->wav_path);
  if (result != 0) return result;
  for (int64_t at = 0; at < total && result == 0; at += RENDER_BLOCK_FRAMES) {
    int frames = total - at < RENDER_BLOCK_FRAMES ? (int)(total - at) : RENDER_BLOCK_FRAMES;
    memset(block, 0, sizeof block);
    if (render->run) run_update(render->run, (struct mix_frame){at}, (struct mix_frame){at + frames});
    mix_block(render->mixer, block, frames, (struct mix_frame){at});
    result = wav_write(&wav, block, frames);
    if (result == 0) result = go_on();
  }
  int closed = wav_close(&wav, result == 0);
  return result == 0 ? closed : result;
}

static double hour_of(const struct args *args) {
  return moment_hour((struct moment){args->now_unix_s * 1000, args->now_offset_s});
}

/* Draws what is seen at session frame f onto the canvas. */
static int draw_frame(struct render *render, struct ses_frame f) {
  struct show_frame frame = {.dl = &render->dl,
                             .width_px = render->width_px,
                             .height_px = render->height_px,
                             .fonts = render->fonts,
                             .settings = &render->settings,
                             .loc = &render->catalog.loc,
                             .glyphs = UI_KEYBOARD,
                             .now_s = frames_to_s(f.v),
                             .has_hour = render->args->now_given, /* else the same file on any day */
                             .hour_h = hour_of(render->args)};
  if (render->steps)
    setup_film_draw(render->steps, render->show, &frame, f.v);
  else
    show_run(render->show, &frame, render->run, f, NULL, NULL);
  return pl_canvas_draw(render->canvas, &render->dl);
}

static int write_frames(struct render *render, struct film *film) {
  double length_s = frames_to_s(length_frames(render));
  int result = 0;
  for (int64_t k = 0; result == 0 && (double)k < length_s * render->fps; k++) {
    /* exact for every fps that divides 48,000, to the nearest sample for the others */
    struct ses_frame at = {(k * FRAMES_RATE_HZ + render->fps / 2) / render->fps};
    result = draw_frame(render, at);
    if (result == 0) result = go_on();
    const uint8_t *pixels = pl_canvas_pixels(render->canvas);
    if (result == 0 && film) result = film_frame(film, pixels);
    if (result == 0 && !film) {
      char path[RENDER_PATH_MAX + 32];
      snprintf(path, sizeof path, "%s/frame-%06lld.png", render->args->out, (long long)k + 1);
      result = picture_write(path, render->width_px, render->height_px, pixels, 0, 1);
    }
  }
  return result;
}

/* Pictures of an earlier, longer session would follow those of this one. */
static void remove_old_frames(const char *folder) {
  DIR *dir = opendir(folder);
  for (struct dirent *entry; dir && (entry = readdir(dir));) {
    char path[RENDER_PATH_MAX + 300];
    long long number;
    int used = 0;
    if (sscanf(entry->d_name, "frame-%6lld.png%n", &number, &used) != 1 || used == 0 || entry->d_name[used])
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    remove(path);
  }
  if (dir) closedir(dir);
}

/* Half a session in a folder is of no use: its pictures go, its sound, and the folder if nothing else is in it. */
static void take_back(const struct render *render) {
  remove_old_frames(render->args->out);
  remove(render->wav_path);
  rmdir(render->args->out);
}

static int make_folder(const char *path) {
  struct stat info;
  if (mkdir(path, 0777) == 0) return 0;
  if (errno == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
    remove_old_frames(path);
    return 0;
  }
  return err_set(ERR_MACHINE, "cannot make the folder %s: %s", path,
                 strerror(errno == EEXIST ? ENOTDIR : errno));
}

static int place_sound(struct render *render) {
  const char *out = render->args->out;
  size_t room = sizeof render->wav_path;
  if (strlen(out) > room - 64) return err_set(ERR_USAGE, "the name after --out is too long");
  if (render->kind == RENDER_SOUND)
    snprintf(render->wav_path, room, "%s", out);
  else if (render->kind == RENDER_FOLDER)
    snprintf(render->wav_path, room, "%s/audio.wav", out);
  else
    snprintf(render->wav_path, room, "%s.%ld.sound.wav", out, (long)getpid());
  return render->kind == RENDER_FOLDER ? make_folder(out) : 0;
}

static int start_setup(struct render *render) {
  render->mixer = mix_create();
  if (!render->mixer) return err_set(ERR_MACHINE, "no memory left for the sound");
  render->steps = setup_film_create(&render->catalog, render->mixer);
  return render->steps ? 0 : ERR_MACHINE;
}

static int start_run(struct render *render) {
  const struct args *args = render->args;
  int result = catalog_open(&render->catalog, args->home);
  if (result != 0) return result;
  if (strcmp(args->routine, SETUP_FILM_NAME) == 0) return start_setup(render);
  struct run_desc desc = {.catalog = &render->catalog,
                          .routine = catalog_get(&render->catalog, args->routine),
                          .options = args->plan,
                          .level = SPEECH_FULL,
                          .voice_rate = 1,
                          .probe = args->sync_probe,
                          .bed = true};
  if (!desc.routine) return ERR_NO;
  render->mixer = mix_create();
  if (!render->mixer) return err_set(ERR_MACHINE, "no memory left for the sound");
  mix_set_volume(render->mixer, MIX_MUSIC, (float)render->settings.volume_music / 100.0f);
  render->run = run_create(&desc, render->mixer);
  if (!render->run) return ERR_NO;
  run_ready(render->run, true);
  run_start(render->run, (struct mix_frame){0});
  return 0;
}

static int write_pictures(struct render *render) {
  const char *files[3];
  pl_font_files(files);
  render->fonts = pl_fonts_open(files[0], files[1], files[2]);
  if (!render->fonts) return ERR_MACHINE;
  render->canvas = pl_canvas_open(render->width_px, render->height_px, render->fonts);
  if (!render->canvas) return ERR_MACHINE;
  render->show = show_create();
  if (!render->show) return err_set(ERR_MACHINE, "no memory left for the pictures");
  if (render->kind == RENDER_FOLDER) return write_frames(render, NULL);
  struct film *film =
      film_open(render->args->out, render->width_px, render->height_px, render->fps, render->wav_path);
  if (!film) return ERR_MACHINE;
  int result = write_frames(render, film), closed = film_close(film, result == 0);
  return result == 0 ? closed : result;
}

static void take_looks(struct render *render) {
  const struct args *args = render->args;
  render->settings = settings_default();
  if (args->theme) settings_parse(&render->settings, "theme", args->theme);
  if (args->camera) render->settings.camera = 1 + routine_camera_find(args->camera);
  render->width_px = args->width_px ? args->width_px : RENDER_WIDTH_PX;
  render->height_px = args->height_px ? args->height_px : RENDER_HEIGHT_PX;
  render->fps = args->fps ? args->fps : RENDER_FPS;
}

int render_command(const struct args *args) {
  struct render render = {.args = args, .kind = kind_of(args->out), .dl.outlines = true};
  take_looks(&render);
  int result = 0;
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  if (render.kind == RENDER_UNKNOWN)
    result = err_set(ERR_USAGE,
                     "--out is a film (.mp4, .webm), a sound (.wav) or the name of a folder, not \"%s\"",
                     args->out);
  if (result == 0 && render.kind == RENDER_FILM && !film_possible())
    result = err_set(
        ERR_MACHINE,
        "a film needs the ffmpeg program, which is not installed; --out a folder or a .wav file instead");
  if (result == 0) result = start_run(&render);
  if (result == 0) result = place_sound(&render);
  if (result == 0) result = write_sound(&render);
  if (result == 0 && render.kind != RENDER_SOUND) result = write_pictures(&render);
  if (render.kind == RENDER_FILM && render.wav_path[0]) remove(render.wav_path);
  if (render.kind == RENDER_FOLDER && result != 0 && render.wav_path[0]) take_back(&render);
  show_destroy(render.show);
  pl_canvas_close(render.canvas);
  pl_fonts_close(render.fonts);
  dl_free(&render.dl);
  run_destroy(render.run);
  mix_destroy(render.mixer);
  setup_film_destroy(render.steps);
  catalog_close(&render.catalog);
  return result;
}
