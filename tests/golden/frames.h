/* Session pictures by the software renderer, through the very path of a film: plan, run, screen, draw list, canvas. */
#ifndef SUPINE_TEST_FRAMES_H
#define SUPINE_TEST_FRAMES_H

#include "dl.h"
#include "grid.h"
#include "run.h"
#include "scene.h"

#define FRAMES_WIDTH_PX  1280
#define FRAMES_HEIGHT_PX 800

struct frames_moment {
  const char *name;  /* of the golden file */
  const char *phase; /* of the session of both stretches; its first one of that name in set */
  int set, rep;
  double u; /* 0…1 through it */
  const char *theme;
  const char *camera; /* NULL: the phase's own */
};

/* Opens words, routines, fonts and a session of two repetitions without sound. False with a message on stderr. */
bool frames_open(void);
void frames_close(void);

/* The draw list of a moment, to be changed by the caller; valid until the next. NULL: there is no such phase. */
struct dl *frames_list(const struct frames_moment *moment);

/* Whether the next lists are made of outlines, as films and windows without a GPU have them; else of triangles. */
void frames_outlines(bool on);

/* What the last list looks like; and with each pixel the mean of the nine round it. */
struct grid frames_grid(void);
struct grid frames_soft_grid(void);

/* Writes the last picture beside the test programs, for a human who wants to see it. Returns its path. */
const char *frames_keep(const char *name);

/* The scene of the last list: camera and pose. */
const struct scene *frames_scene(void);

/* The segment of a moment in the plan of the session; tests may spoil it. NULL where there is none. */
struct plan_segment *frames_segment(const struct frames_moment *moment);

#endif
