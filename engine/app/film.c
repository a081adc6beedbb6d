#include "film.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "err.h"

extern char **environ;

struct film {
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

/* The same frames must give the same bytes, so nothing that names the moment or the machine goes into the file. */
static void arguments(const char *argv[], const char *path, const char *size, const char *fps, const char *wav_path) {
  bool webm = strlen(path) > 5 && strcmp(path + strlen(path) - 5, ".webm") == 0;
  int n = 0;
  const char *head[] = {"ffmpeg", "-v",    "error", "-y",      "-nostdin", "-f",   "rawvideo", "-pix_fmt", "rgba",
                        "-s:v",   size,    "-r",    fps,       "-i",       "pipe:0", "-i",     wav_path,   "-map",
                        "0:v",    "-map",  "1:a",   "-pix_fmt", "yuv420p", "-vf",  "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"};
  for (size_t i = 0; i < sizeof head / sizeof *head; i++) argv[n++] = head[i];
  static const char *const mp4[] = {"-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a",
                                    "aac",  "-b:a",    "128k",    "-movflags", "+faststart", NULL};
  static const char *const vp9[] = {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1",
                                    "-crf", "32",         "-b:v",      "0",        "-c:a",      "libopus", NULL};
  for (const char *const *more = webm ? vp9 : mp4; *more; more++) argv[n++] = *more;
  argv[n++] = path;
  argv[n] = NULL;
}

struct film *film_open(const char *path, int width_px, int height_px, int fps, const char *wav_path) {
  int ends[2];
  char size[32], rate[16];
  const char *argv[64];
  struct film *film = calloc(1, sizeof *film);
  if (!film || pipe(ends) != 0) {
    free(film);
    err_set(ERR_MACHINE, "the film cannot be started: %s", strerror(errno));
    return NULL;
  }
  snprintf(size, sizeof size, "%dx%d", width_px, height_px);
  snprintf(rate, sizeof rate, "%d", fps);
  arguments(argv, path, size, rate, wav_path);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  if (ends[0] != STDIN_FILENO) posix_spawn_file_actions_addclose(&actions, ends[0]);
  int failed = posix_spawnp(&film->pid, "ffmpeg", &actions, NULL, (char *const *)(void *)argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  if (failed) {
    close(ends[1]);
    free(film);
    err_set(ERR_MACHINE, "a film needs the ffmpeg program, which was not found; give a folder or a .wav file instead");
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

int film_close(struct film *film) {
  if (!film) return 0;
  close(film->pipe);
  int status = 0;
  while (waitpid(film->pid, &status, 0) < 0 && errno == EINTR) continue;
  free(film);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return 0;
  return err_set(ERR_MACHINE, "ffmpeg could not write the film (its own message stands above)");
}
