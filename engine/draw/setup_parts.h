/* What the steps of the set-up share: the moment, the eye, and small things that several of them draw. Used by setup.c
** and the steps themselves only. Pure.
**
** Steps with the towel alone have a stage of their own: x to the right, y up, z towards the reader. Steps with the body
** use the body's axes (see vec.h). */
#ifndef SUPINE_SETUP_PARTS_H
#define SUPINE_SETUP_PARTS_H

#include "cam.h"
#include "cloth.h"
#include "palette.h"
#include "skel.h"

#define SETUP_TOWEL_LONG_M 1.16 /* a bath towel, as it is drawn */
#define SETUP_TOWEL_WIDE_M 0.76
#define SETUP_LOOSE_M      0.205  /* what is left unrolled */
#define SETUP_ROLL_M       0.034  /* radius of the finished roll */
#define SETUP_TURNS        4.0    /* of the cloth in it, as they are drawn */
#define SETUP_LAYER_M      0.007  /* thickness of the cloth */
#define SETUP_RIBS         29     /* of the weave, along the towel */
#define SETUP_RIB          0.0022 /* half the breadth of one, as a share of the length */

struct setup_brush {
  struct dl *dl;
  const struct cam *cam;
  const struct palette *palette;
  const struct skel *skel;
  double u;     /* how far the step is done: 0 not begun … 1 done; comes and goes softly */
  double arrow; /* strength of the arrow that shows the way, 0…1 */
};

/* Part of the way: 0 while u is below from, 1 above to, eased between. */
double setup_part(double u, double from, double to);

/* The towel's colours, those of its woven stripes, and of the faint ribs of its weave. */
struct cloth_tone setup_tone(const struct palette *palette);
struct cloth_tone setup_stripe(const struct palette *palette);
struct cloth_tone setup_rib(const struct palette *palette);

/* The whole cloth with ribs and stripes, for one that is long in its breadth. */
#define SETUP_BANDS (1 + SETUP_RIBS - 1 + 4)
void setup_bands(const struct palette *palette, struct cloth_band out[SETUP_BANDS]);

struct setup_round {                 /* a circle in space */
  struct vec3 middle, from, towards; /* unit, at right angles: where angle 0 lies, and where it grows to */
  double radius_m;
};

struct vec3 setup_round_at(const struct setup_round *round, double angle_rad, double radius_m);

/* The end of a roll that faces the eye, with its layers as a spiral; the outermost ends at angle 0. */
void setup_roll_end(const struct setup_brush *b, const struct setup_round *round, double turns);

/* A pool of the mat's colour that fades out all round: the floor of the steps that have no mat. */
void setup_pool(const struct setup_brush *b, double x, double z, double rx_m, double rz_m);

/* A soft shadow on the surface. */
void setup_shadow(const struct setup_brush *b, double x, double z, double rx_m, double rz_m, double strength);

/* The dotted arc with its arrowhead along count points; nothing while b->arrow is 0. */
void setup_arrow(const struct setup_brush *b, const struct vec3 *way, int count);

/* The camera that sees a thing turned about the vertical by yaw_rad round `pivot` and moved by `way`, when the thing is
** drawn where it was. */
struct cam setup_moved(const struct cam *cam, struct vec3 pivot, double yaw_rad, struct vec3 way);

void setup_fold_draw(const struct setup_brush *b);
void setup_roll_draw(const struct setup_brush *b);
void setup_grasp_draw(const struct setup_brush *b);
void setup_place_draw(const struct setup_brush *b);
void setup_lie_draw(const struct setup_brush *b);
void setup_settle_draw(const struct setup_brush *b);

#endif
