/* A cloth as a curved surface: a profile in space, drawn out along one straight direction (a fold, a roll, a loose end).
** Shaded by the way it faces, with soft edges. Used by the drawing room only. Pure; allocates nothing. */
#ifndef SUPINE_CLOTH_H
#define SUPINE_CLOTH_H

#include "cam.h"
#include "dl.h"
#include "vec.h"

#define CLOTH_POINTS_MAX 96

struct cloth {
  struct vec3 at[CLOTH_POINTS_MAX]; /* the profile at the one side */
  int count;                        /* at least 2 */
  struct vec3 across;               /* from there to the other side, metres */
};

struct cloth_tone { /* from what lies in shade to what faces the light */
  struct dl_color dark, middle, light;
};

struct cloth_band { /* a stripe along the profile: part of the breadth, 0…1 */
  double e0, e1;
  struct cloth_tone tone;
};

/* Draws count bands from point `first` of the profile to point `last`, each over the one before; the first band is as a
** rule the cloth itself. Where the cloth turns over, what comes later on the profile lies on top. */
void cloth_draw(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int first, int last,
                const struct cloth_band *bands, int count);

/* A rounded hem along the profile at breadth e. */
void cloth_hem(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int first, int last, double e,
               double half_m, struct dl_color color);

/* A fringe: threads from one edge of the cloth outwards. along: the edge's direction, its length included; out: away
** from the cloth, unit; count threads of length_m. */
void cloth_fringe(struct dl *dl, const struct cam *cam, struct vec3 from, struct vec3 along, struct vec3 out,
                  int count, double length_m, struct dl_color color);

#endif
