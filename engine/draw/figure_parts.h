/* The parts of the figure as strokes in the picture; built anew for each frame on the stack, then drawn in the
** order that depth asks for. Used by the figure only. Pure. */
#ifndef SUPINE_FIGURE_PARTS_H
#define SUPINE_FIGURE_PARTS_H

#include "cam.h"
#include "flesh.h"
#include "palette.h"
#include "pose.h"
#include "ribbon.h"
#include "stroke.h"

#define PARTS_ARM_POINTS 11
#define PARTS_FINGERS    4

enum { PARTS_TRUNK, PARTS_COLLAR_L, PARTS_COLLAR_R, PARTS_SIDE_L, PARTS_SIDE_R, PARTS_TORSO };
enum { PARTS_LEG, PARTS_FOOT, PARTS_INSTEP, PARTS_LEG_STROKES };
enum { PARTS_ARM, PARTS_THUMB, PARTS_FINGER, PARTS_ARM_STROKES = PARTS_FINGER + PARTS_FINGERS };

/* Control points at which clothes end. */
enum {
  PARTS_WAIST = 3,
  PARTS_KNEE = 4,
  PARTS_CUFF = 7,
  PARTS_SLEEVE = 1,
  PARTS_ELBOW = 3,
  PARTS_WRIST = 6,
  PARTS_PALM = 7,
  PARTS_KNUCKLE = 8
};

struct parts_head {
  struct flesh_ellipse skull, front, jaw;
  struct stroke nose;
};

struct parts {
  struct stroke torso[PARTS_TORSO];
  struct stroke neck;
  struct parts_head head;
  struct stroke leg[BODY_SIDES][PARTS_LEG_STROKES];
  struct stroke arm[BODY_SIDES][PARTS_ARM_STROKES];
  double far[BODY_SIDES]; /* depth of this side's shoulder behind the middle of the chest, metres */
  float scale_px;         /* pixels of a metre at the chest */
};

/* Everything of a pose, as this camera sees it. */
void figure_parts(const struct cam *cam, const struct skel *skel, const struct pose *pose, struct parts *out);

void figure_torso_build(const struct cam *cam, const struct skel *skel, const struct pose *pose,
                        struct parts *out);
void figure_arm_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                      struct stroke out[PARTS_ARM_STROKES]);
void figure_leg_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                      struct stroke out[PARTS_LEG_STROKES]);
void figure_head_build(const struct cam *cam, const struct skel *skel, const struct pose *pose,
                       struct parts *out);

/* Both arms as a ghost of that colour, which is translucent. */
void figure_ghost_draw(struct dl *dl, const struct parts *parts, struct dl_color color);

/* The stroke between two of its points, with round ends of its own there. */
struct stroke figure_piece(const struct stroke *stroke, int first, int last);

/* A colour of the figure in the shade, u 0…1: a bright figure goes towards its far tone, a dark one (ink on paper)
** towards darkness, because there the far tone is the lighter one. */
struct dl_color figure_shade(const struct palette *palette, struct dl_color lit, struct dl_color far_tone,
                             double u);

/* Draws hair, face and nose, grown by grow_px. */
void figure_head_draw(struct dl *dl, const struct parts_head *head, float grow_px,
                      const struct ribbon_wash *skin, const struct ribbon_wash *hair);

/* Closed eyelids, mouth and ear, where they face the eye. */
void figure_head_marks(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                       const struct palette *palette, struct dl_color skin);

/* The coral mark in the palm, where it faces the eye; strength 0…1. */
void figure_palm_draw(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                      int side, const struct palette *palette);

/* How far the palm of that side faces the eye, 0 (not seen) … 1 (seen). */
double figure_palm_seen(const struct cam *cam, const struct pose *pose, int side);

#endif
