/* Music from a file under a session instead of the generated bed: music.ogg in the home folder, else one that the mod of
** the routine brings. It fades in while the session moves, fades out and holds its place when it pauses, and survives a
** change of the sound device. */
#ifndef SUPINE_MUSIC_H
#define SUPINE_MUSIC_H

#include <stdbool.h>

#include "ear.h"

#define MUSIC_FILE     "music.ogg"
#define MUSIC_PATH_MAX 1100

struct music { /* {0}: none */
  char path[MUSIC_PATH_MAX];
  bool there;  /* the file can be played */
  int opening; /* of the ear's device that it was loaded into */
  float level; /* of its fade, 0…1 */
};

/* Looks for the file in home (NULL or "": none), then beside file, which is the routine's (NULL or "": it belongs to no
** mod), or beside the folder "routines" that holds it, and loads it into the ear's device. 0, also where there is none;
** ERR_MACHINE with a sentence where it cannot be played: the session then has its own music. */
int music_look(struct music *music, const char *home, const char *file, struct ear *ear);

/* Once a frame: goes on with the fade. playing: a session moves. volume: of the music bus, 0…1. passed_s: since the call
** before. */
void music_update(struct music *music, struct ear *ear, bool playing, float volume, double passed_s);

/* Whether a fade is under way, so that frames are needed. */
bool music_fades(const struct music *music, bool playing);

#endif
