#include "music.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "err.h"
#include "log.h"

#define FADE_IN_S   2.0
#define FADE_OUT_S  0.5
#define GAIN        0.5f /* mastered music is far louder than words that are spoken */
#define FADE_STEP_S 0.1  /* a frame that came late does not make a jump */

static int load(struct music *music, struct ear *ear) {
  music->opening = ear->openings;
  music->level = 0;
  int result = pl_audio_music_load(ear->audio, music->path);
  music->there = result == 0;
  return result == ERR_NO ? 0 : result;
}

/* Where the mod that a routine's file belongs to keeps its music: beside the file, or beside the folder "routines" that
** it lies in. */
static bool find_in_mod(struct music *music, const char *file) {
  static const char routines[] = "/routines";
  const char *slash = strrchr(file, '/');
  const char *folder = slash ? file : ".";
  int length = slash ? (int)(slash - file) : 1, up = length - (int)strlen(routines);
  bool below = up >= 0 && strncmp(folder + up, routines, strlen(routines)) == 0;
  const char *const ways[] = {"", "/.."};
  for (int i = 0; i < (below ? 2 : 1); i++) {
    int bytes = snprintf(music->path, sizeof music->path, "%.*s%s/" MUSIC_FILE, length, folder, ways[i]);
    if (bytes < (int)sizeof music->path && access(music->path, F_OK) == 0) return true;
  }
  return false;
}

int music_look(struct music *music, const char *home, const char *file, struct ear *ear) {
  music->there = false;
  music->path[0] = '\0';
  if (home && *home) snprintf(music->path, sizeof music->path, "%s/" MUSIC_FILE, home);
  bool own = music->path[0] && access(music->path, F_OK) == 0;
  if (!own && !(file && *file && find_in_mod(music, file))) return 0;
  if (ear->audio) return load(music, ear);
  music->opening = ear->openings;
  music->there = access(music->path, R_OK) == 0; /* it is tried when a device comes */
  return 0;
}

void music_update(struct music *music, struct ear *ear, bool playing, float volume, double passed_s) {
  if (!ear->audio) music->level = 0; /* nothing sounds, so nothing fades */
  if (!music->there || !ear->audio) return;
  if (music->opening != ear->openings && load(music, ear) != 0) log_line(LOG_WARN, "%s", err_text());
  double step = passed_s < FADE_STEP_S ? passed_s : FADE_STEP_S;
  double level = music->level + (playing ? step / FADE_IN_S : -step / FADE_OUT_S);
  music->level = (float)(level < 0 ? 0 : level > 1 ? 1 : level);
  pl_audio_music(ear->audio, music->level * music->level * volume * volume * GAIN);
}

bool music_fades(const struct music *music, bool playing) {
  return music->there && (playing ? music->level < 1 : music->level > 0);
}
