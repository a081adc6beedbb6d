/* One moment of a plan as a picture: the pose, the camera, the way the hands will go, the ghost of where the
** phase ends, and the breath lane round it. A pure function of (plan, time, look); what is constant within a
** segment is kept. No allocation. */
#ifndef SUPINE_SCENE_H
#define SUPINE_SCENE_H

#include "cam.h"
#include "lane.h"
#include "life.h"
#include "palette.h"
#include "plan.h"
#include "pose.h"
#include "settings.h"

#define SCENE_PATH_POINTS 13
#define SCENE_BLEND_S     1.6 /* from one camera to the next */

struct scene_look {
  bool guide_path, guide_ghost, guide_turn, guide_contact, guide_range;
  int fixed_view; /* enum cam_view; −1: as the routine says */
  bool mirrored;  /* left and right exchanged */
  bool cut;       /* reduced motion: cameras change without a blend, guides without a fade, and nothing
                           ** moves but what the exercise moves */
  const struct skel *skel; /* the avatar's build; NULL: the default adult */
};

struct scene {
  /* kept as long as plan and index stay */
  const struct plan *plan;
  int index;
  const struct skel *skel;
  struct vec3 path[BODY_SIDES][SCENE_PATH_POINTS];
  bool has_path; /* the hands go far enough for an arc to say something */
  struct pose ghost;
  double palm_from_deg[BODY_SIDES],
      palm_to_deg[BODY_SIDES]; /* of the turn that this segment makes or comes before */
  struct ses_frame turn_start;
  bool has_turn;
  bool range_side[BODY_SIDES]; /* arms that this segment takes to the comfort range */
  struct life life;
  /* of the moment */
  struct plan_sample sample;
  struct pose pose;  /* of the plan: what trace prints */
  struct pose drawn; /* with what a body does a little later than its joints */
  struct cam cam;
  double turn_lead_s;   /* until the palms turn; negative: since */
  double view_down;     /* for stage_background */
  struct cam_rect side; /* for stage_horizon */
  bool still;           /* the camera does not move */
  struct scene_look look;
};

/* What the settings ask for. skel may be NULL. */
struct scene_look scene_look_of(const struct settings *settings, bool reduced_motion,
                                const struct skel *skel);

/* The view that shows a segment. */
enum cam_view scene_view(const struct plan_segment *segment, const struct scene_look *look);

/* Whether left and right are exchanged throughout a plan: the setting, and once more where the plan uses the view over
** the face anywhere, so that sides are never exchanged in the middle of a session. */
bool scene_mirrored(const struct plan *plan, const struct scene_look *look);

/* Works out the moment at. side, down: where the stage may draw for views from the side and for views from above.
** scene: zeroed before the first call. */
void scene_set(struct scene *scene, const struct plan *plan, struct ses_frame at, struct cam_rect side,
               struct cam_rect down, const struct scene_look *look);

/* Draws what lies on the mat, figure and guides (neither background nor mat). */
void scene_draw(const struct scene *scene, struct dl *dl, const struct palette *palette);

/* The camera at a moment; *view_down and *still as above. aspects: width / height of both stages. */
void scene_camera(const struct plan *plan, struct ses_frame at, const struct scene_look *look,
                  const double aspects[2], struct cam_pose *out, double *view_down, bool *still);

/* Fills samples and marks of a lane round `at`; rect, past_s, ahead_s, text_px are set by the caller, who
** also measures the marks' texts afterwards. */
void scene_lane(const struct plan *plan, struct ses_frame at, struct lane *lane);

#endif
