#include "film.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "err.h"
#include "outfile.h"
#include "program.h"

struct film {
  struct outfile out;
  pid_t pid;
  int pipe; /* writing end of ffmpeg's standard input */
  size_t frame_bytes;
};

int film_possible(void) {
  const char *path = getenv("PATH");
  char candidate[1024];
  while (path && *path) {
    size_t length = strcspn(path, ":");
    snprintf(candidate, sizeof candidate, "%.*s/ffmpeg", (int)length, path);
    if (access(candidate, X_OK) == 0) return 1;
    path += length + (path[length] == ':');
  }
  return 0;
}

static bool is_webm(const char *path) {
  size_t length = strlen(path);
  return length > 5 && strcmp(path + length - 5, ".webm") == 0;
}

/* The same frames must give the same bytes, so nothing that names the moment or the machine goes into the file. */
static void arguments(const char *argv[], const struct outfile *out, const char *size, const char *fps,
                      const char *wav_path) {
  const char *const head[] = {"ffmpeg",
                              "-v",
                              "error",
                              "-y",
                              "-nostdin",
                              "-f",
                              "rawvideo",
                              "-pix_fmt",
                              "rgba",
                              "-s:v",
                              size,
                              "-r",
                              fps,
                              "-i",
                              "pipe:0",
                              "-i",
                              wav_path,
                              "-map",
                              "0:v",
                              "-map",
                              "1:a",
                              "-vf",
                              "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                              "-pix_fmt",
                              "yuv420p",
                              "-map_metadata",
                              "-1",
                              "-fflags",
                              "+bitexact",
                              "-flags:v",
                              "+bitexact",
                              "-flags:a",
                              "+bitexact"};
  static const char *const mp4[] = {"-c:v",      "libx264",    "-preset", "veryfast", "-crf",
                                    "20",        "-c:a",       "aac",     "-b:a",     "128k",
                                    "-movflags", "+faststart", "-f",      "mp4",      NULL};
  static const char *const vp9[] = {"-c:v",    "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8",
                                    "-row-mt", "1",          "-crf",      "32",       "-b:v",      "0",
                                    "-c:a",    "libopus",    "-f",        "webm",     NULL};
  int n = 0;
  for (size_t i = 0; i < sizeof head / sizeof *head; i++) argv[n++] = head[i];
  for (const char *const *more = is_webm(out->path) ? vp9 : mp4; *more; more++) argv[n++] = *more;
  argv[n++] = out->work;
  argv[n] = NULL;
}

struct film *film_open(const char *path, int width_px, int height_px, int fps, const char *wav_path) {
  int ends[2];
  char size[32], rate[16];
  const char *argv[64];
  struct outfile out;
  if (outfile_begin(&out, path) != 0) return NULL;
  struct film *film = calloc(1, sizeof *film);
  if (!film || program_pipe(ends) != 0) {
    free(film);
    err_set(ERR_MACHINE, "the film %s cannot be started (%s); close other programs", path, strerror(errno));
    return NULL;
  }
  film->out = out;
  snprintf(size, sizeof size, "%dx%d", width_px, height_px);
  snprintf(rate, sizeof rate, "%d", fps);
  arguments(argv, &film->out, size, rate, wav_path);
  const int files[] = {ends[0], PROGRAM_NOTHING, STDERR_FILENO};
  int failed = program_start(argv[0], argv, NULL, files, 3, &film->pid);
  close(ends[0]);
  if (failed) {
    close(ends[1]);
    free(film);
    err_set(ERR_MACHINE,
            "a film needs the ffmpeg program, which was not found; give a folder or a .wav file instead");
    return NULL;
  }
  film->pipe = ends[1];
  film->frame_bytes = (size_t)width_px * (size_t)height_px * 4;
  return film;
}

int film_frame(struct film *film, const uint8_t *rgba) {
  size_t left = film->frame_bytes;
  while (left > 0) {
    ssize_t wrote = write(film->pipe, rgba, left);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return err_set(ERR_MACHINE, "ffmpeg stopped taking frames: %s", strerror(errno));
    rgba += wrote;
    left -= (size_t)wrote;
  }
  return 0;
}

int film_close(struct film *film, bool keep) {
  if (!film) return 0;
  close(film->pipe);
  int status = 0;
  while (waitpid(film->pid, &status, 0) < 0 && errno == EINTR) continue;
  bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  struct outfile out = film->out;
  free(film);
  if (good && keep) return outfile_commit(&out);
  outfile_abort(&out);
  return good ? 0 : err_set(ERR_MACHINE, "ffmpeg could not write the film (its own message stands above)");
}
