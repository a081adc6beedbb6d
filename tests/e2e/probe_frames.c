/* probe_frames FOLDER FPS: the frames and the sound of "supine render --sync-probe". Every white square in the top left
** corner must come with a click, both on the same picture: the first that is shown at or after the click's frame. Prints
** how many there are. Exit 1 where they disagree. */
#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE_HZ         48000
#define HEADER_BYTES    44
#define PROBE_PX        120
#define QUIET_FRAMES    400 /* silence before a click */
#define EVENTS_MAX      1000
#define LIT_SECONDS_MAX 0.12

static int fail(const char *what, const char *of) {
  fprintf(stderr, "%s: %s\n", of, what);
  exit(1);
}

/* Whether the square is white, all of it, and ends where it should. */
static bool lit(const char *path) {
  static uint8_t *pixels;
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_file(&image, path)) fail("cannot be read", path);
  image.format = PNG_FORMAT_RGB;
  if (image.width < PROBE_PX + 8 || image.height < PROBE_PX + 8) fail("is too small for the square", path);
  uint8_t *room = realloc(pixels, PNG_IMAGE_SIZE(image));
  if (!room) fail("no memory", path);
  pixels = room;
  if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) fail("is damaged", path);
  int white = 0, around = 0;
  for (int y = 0; y < PROBE_PX + 4; y++) {
    for (int x = 0; x < PROBE_PX + 4; x++) {
      const uint8_t *p = pixels + 3 * ((size_t)y * image.width + (size_t)x);
      bool is_white = p[0] == 255 && p[1] == 255 && p[2] == 255;
      bool inside = x < PROBE_PX && y < PROBE_PX;
      white += inside && is_white;
      around += !inside && is_white;
    }
  }
  if (white == PROBE_PX * PROBE_PX) {
    if (around > 0) fail("the square is too large", path);
    return true;
  }
  if (white > PROBE_PX * PROBE_PX / 2) fail("the square is half there", path);
  return false;
}

/* The number of each picture (from 0) on which a square appears. */
static int flashes(const char *folder, int fps, int *out) {
  int count = 0, since = 0;
  for (int k = 0;; k++) {
    char path[1024];
    snprintf(path, sizeof path, "%s/frame-%06d.png", folder, k + 1);
    FILE *there = fopen(path, "rb");
    if (!there) return count;
    fclose(there);
    bool now = lit(path);
    if (now && since == 0) {
      if (count == EVENTS_MAX) fail("too many squares", folder);
      out[count++] = k;
    }
    since = now ? since + 1 : 0;
    if (since > LIT_SECONDS_MAX * fps + 1) fail("the square stays", path);
  }
}

/* The sound frame at which each click begins. */
static int clicks(const char *folder, int64_t *out) {
  char path[1024];
  snprintf(path, sizeof path, "%s/audio.wav", folder);
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, HEADER_BYTES, SEEK_SET) != 0) fail("cannot be read", path);
  int count = 0;
  int64_t quiet = QUIET_FRAMES;
  uint8_t frame[4];
  for (int64_t at = 0; fread(frame, sizeof frame, 1, file) == 1; at++) {
    bool silent = frame[0] == 0 && frame[1] == 0 && frame[2] == 0 && frame[3] == 0;
    if (!silent && quiet >= QUIET_FRAMES) {
      if (count == EVENTS_MAX) fail("too many clicks", path);
      out[count++] = at - 1; /* a sine begins with 0 */
    }
    quiet = silent ? quiet + 1 : 0;
  }
  fclose(file);
  return count;
}

int main(int argc, char **argv) {
  static int shown[EVENTS_MAX];
  static int64_t heard[EVENTS_MAX];
  int fps = argc == 3 ? atoi(argv[2]) : 0;
  if (fps <= 0) {
    fprintf(stderr, "usage: probe_frames FOLDER FPS\n");
    return 2;
  }
  int squares = flashes(argv[1], fps, shown), sounds = clicks(argv[1], heard);
  if (squares != sounds || squares == 0) {
    fprintf(stderr, "%d squares, %d clicks\n", squares, sounds);
    return 1;
  }
  for (int i = 0; i < squares; i++) {
    if (heard[i] < 0) heard[i] = 0;
    int64_t first = (heard[i] * fps + RATE_HZ - 1) / RATE_HZ; /* the first picture at or after the click */
    if (first == shown[i]) continue;
    fprintf(stderr, "click %d begins at sample %lld: picture %lld, but the square is on picture %d\n", i + 1,
            (long long)heard[i], (long long)first, shown[i]);
    return 1;
  }
  printf("%d\n", squares);
  return 0;
}
