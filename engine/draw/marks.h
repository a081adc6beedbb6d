/* Marks that explain: the way of the hands, the turn of the palms, contact with the surface, how far is far enough.
** strength 0…1 fades a mark; 0 draws nothing. Each is seen from any camera. Pure; allocates nothing. */
#ifndef SUPINE_MARKS_H
#define SUPINE_MARKS_H

#include "cam.h"
#include "palette.h"
#include "pose.h"

void marks_path(struct dl *dl, const struct cam *cam, const struct palette *palette,
                const struct vec3 *points, int count, double progress);

/* A soft ring on the surface where an upper arm with a bent elbow has come to rest. */
void marks_contact(struct dl *dl, const struct cam *cam, const struct palette *palette,
                   const struct pose *pose, double strength);

/* Two curved arrows round the wrist, in the colour of the palm's mark: which way the palm is about to turn. The turn
** leads from_pronation_deg to to_pronation_deg as marks_palm_deg counts them; nothing for less than 15° of turn. The
** first arrow starts where the palm now faces and ends where it will face. Draw it after the figure. */
void marks_turn(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct pose *pose,
                int side, double from_pronation_deg, double to_pronation_deg, double strength);

/* How far the palm is turned about the length of the arm: pronation, with the share of the shoulder's rotation that a
** straight elbow adds to it. Degrees. */
double marks_palm_deg(const struct pose *pose, int side);

/* A soft stop across the hand's arc at that shoulder flexion: no further than this. pose: that of the phase's end, so
** that the mark stands still; the arm's own radius is the skeleton's. Draw it before the figure. */
void marks_range(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose, int side, double range_deg, double strength);

#endif
