#include "scene.h"

#include <math.h>
#include <stddef.h>

#include "ease.h"
#include "marks.h"
#include "stage.h"

#define PATH_LEAST_M 0.25 /* a shorter way of the hand needs no arc */
#define GHOST        0.30
#define TURN_LEAD_S  2.5 /* the sign stands this long before the palms turn */
#define TURN_FADE_S  0.5
#define TURN_LEAST   15.0 /* degrees: a smaller turn needs no sign */
#define RANGE_NEAR   4.0  /* degrees: a phase that ends this near to the comfort range goes up to it */
#define RANGE_FADE   0.25 /* of the phase */
#define SIGNS_MEET_M 0.12 /* wrists that are seen nearer than this: one sign lies on the other */
#define SIGNS_PART_M 0.18
#define LANE_SAMPLES 128
#define BLENDS_DEEP  3 /* a camera change inside a blend inside a blend; deeper ones cut */

struct scene_look scene_look_of(const struct settings *settings, bool reduced_motion,
                                const struct skel *skel) {
  return (struct scene_look){.guide_path = settings->guide_path != 0,
                             .guide_ghost = settings->guide_ghost != 0,
                             .guide_turn = settings->guide_turn != 0,
                             .guide_contact = settings->guide_contact != 0,
                             .guide_range = settings->guide_range != 0,
                             .fixed_view = settings->camera - 1,
                             .mirrored = settings->mirrored != 0,
                             .cut = reduced_motion,
                             .skel = skel};
}

enum cam_view scene_view(const struct plan_segment *segment, const struct scene_look *look) {
  static const enum cam_view views[ROUTINE_CAMERAS] = {[ROUTINE_CAMERA_SIDE] = CAM_SIDE,
                                                       [ROUTINE_CAMERA_THREE_QUARTER] = CAM_THREE_QUARTER,
                                                       [ROUTINE_CAMERA_OVERHEAD] = CAM_OVERHEAD,
                                                       [ROUTINE_CAMERA_FEET] = CAM_FEET,
                                                       [ROUTINE_CAMERA_FACE] = CAM_FACE};
  return look->fixed_view >= 0 ? (enum cam_view)look->fixed_view : views[segment->camera];
}

bool scene_mirrored(const struct plan *plan, const struct scene_look *look) {
  for (int i = 0; i < plan->segment_count; i++)
    if (scene_view(&plan->segments[i], look) == CAM_FACE) return !look->mirrored;
  return look->mirrored;
}

static const struct skel *skel_of_look(const struct scene_look *look) {
  return look->skel ? look->skel : skel_adult();
}

/* Which of the stage's two places suits a view: the figure stands upright in one and lies across in the other. */
static double upright_of(enum cam_view view) {
  return cam_lies_across(view) ? 0 : 1;
}

struct shot {
  struct cam_pose pose;
  double view_down, upright;
  bool still;
};

/* Cameras change where a segment with another view begins; from there the blend runs for SCENE_BLEND_S. */
static struct shot shot_at(const struct plan *plan, int index, int64_t at, const struct scene_look *look,
                           const double aspects[2], int deep) {
  enum cam_view view = scene_view(&plan->segments[index], look);
  int first = index;
  while (first > 0 && scene_view(&plan->segments[first - 1], look) == view) first--;
  double upright = upright_of(view);
  struct shot shot = {cam_view_pose(view, aspects[upright > 0.5]), cam_view_down(view), upright, true};
  int64_t start = plan->segments[first].start.v;
  double u = frames_to_s(at - start) / SCENE_BLEND_S;
  if (first == 0 || u >= 1 || look->cut || deep == 0) return shot;
  struct shot before = shot_at(plan, first - 1, start, look, aspects, deep - 1);
  double eased = ease_raised_cosine(u);
  shot.pose = cam_blend(&before.pose, &shot.pose, eased);
  shot.view_down = before.view_down + (shot.view_down - before.view_down) * eased;
  shot.upright = before.upright + (shot.upright - before.upright) * eased;
  shot.still = false;
  return shot;
}

void scene_camera(const struct plan *plan, struct ses_frame at, const struct scene_look *look,
                  const double aspects[2], struct cam_pose *out, double *view_down, bool *still) {
  struct shot shot = shot_at(plan, plan_segment_at(plan, at), at.v, look, aspects, BLENDS_DEEP);
  *out = shot.pose;
  *view_down = shot.view_down;
  *still = shot.still;
}

/* Where the hands pass between the two ends of a segment. Timing does not matter: it is a way, not a
 * movement. */
static void find_path(struct scene *scene, const struct skel *skel, const struct plan_segment *segment) {
  double way_m = 0;
  for (int i = 0; i < SCENE_PATH_POINTS; i++) {
    struct angles angles = angles_mix(&segment->from, &segment->to, (double)i / (SCENE_PATH_POINTS - 1));
    struct pose pose;
    pose_solve(skel, &angles, 0.5, &pose);
    for (int side = 0; side < BODY_SIDES; side++) {
      scene->path[side][i] = pose.hand[side].fingertip;
    }
    if (i > 0) way_m += vec3_length(vec3_sub(scene->path[BODY_LEFT][i], scene->path[BODY_LEFT][i - 1]));
  }
  scene->has_path = way_m > PATH_LEAST_M;
}

/* Whether a segment turns the palms while the arms stay where they are: what a sign can announce. */
static bool find_turn(struct scene *scene, const struct skel *skel, const struct plan_segment *segment) {
  struct pose from, to;
  pose_solve(skel, &segment->from, 0.5, &from);
  pose_solve(skel, &segment->to, 0.5, &to);
  bool turns = false, stays = true;
  for (int side = 0; side < BODY_SIDES; side++) {
    enum skel_joint wrist = skel_of(SKEL_WRIST_L, side);
    scene->palm_from_deg[side] = marks_palm_deg(&from, side);
    scene->palm_to_deg[side] = marks_palm_deg(&to, side);
    turns = turns || fabs(scene->palm_to_deg[side] - scene->palm_from_deg[side]) > TURN_LEAST;
    stays = stays && vec3_length(vec3_sub(to.joint[wrist], from.joint[wrist])) < PATH_LEAST_M;
  }
  return turns && stays;
}

static void find_range(struct scene *scene, const struct plan_segment *segment) {
  for (int side = 0; side < BODY_SIDES; side++) {
    double from = vec_deg(segment->from.arm[side].shoulder_flexion_rad),
           to = vec_deg(segment->to.arm[side].shoulder_flexion_rad);
    scene->range_side[side] =
        segment->range_deg > 0 && to - from > RANGE_NEAR && fabs(to - segment->range_deg) < RANGE_NEAR;
  }
}

/* What holds for a whole segment. */
static void prepare(struct scene *scene, const struct plan *plan, int index, const struct skel *skel) {
  if (scene->plan == plan && scene->index == index && scene->skel == skel) return;
  const struct plan_segment *segment = &plan->segments[index];
  scene->plan = plan;
  scene->index = index;
  scene->skel = skel;
  find_path(scene, skel, segment);
  find_range(scene, segment);
  scene->turn_start = segment->start;
  scene->has_turn = find_turn(scene, skel, segment);
  if (!scene->has_turn && index + 1 < plan->segment_count) {
    scene->turn_start = plan->segments[index + 1].start;
    scene->has_turn = find_turn(scene, skel, &plan->segments[index + 1]);
  }
  struct plan_sample end;
  int64_t last = segment->length_frames > 0 ? segment->length_frames - 1 : 0;
  plan_at(plan, (struct ses_frame){segment->start.v + last}, &end);
  pose_solve(skel, &segment->to, end.level, &scene->ghost);
}

static double aspect_of(struct cam_rect rect) {
  return fmax(rect.w_px, 1) / fmax(rect.h_px, 1);
}

static struct cam_rect rect_between(struct cam_rect a, struct cam_rect b, double u) {
  float v = (float)u;
  return (struct cam_rect){a.x_px + (b.x_px - a.x_px) * v, a.y_px + (b.y_px - a.y_px) * v,
                           a.w_px + (b.w_px - a.w_px) * v, a.h_px + (b.h_px - a.h_px) * v};
}

struct posing { /* what life asks for poses of other moments */
  const struct plan *plan;
  const struct skel *skel;
};

static void pose_at(const void *context, int64_t frame, struct pose *out) {
  const struct posing *posing = context;
  struct plan_sample sample;
  plan_at(posing->plan, (struct ses_frame){frame}, &sample);
  pose_solve(posing->skel, &sample.angles, sample.level, out);
}

/* A body that moves a little later than its joints, unless nothing but the exercise is to move. */
static void enliven(struct scene *scene, const struct skel *skel, struct ses_frame at) {
  scene->drawn = scene->pose;
  if (scene->look.cut) return;
  struct posing posing = {scene->plan, skel};
  struct life_look look;
  life_at(&scene->life, pose_at, &posing, (uint64_t)(uintptr_t)scene->plan, at.v, &look);
  life_pose(&look, skel, &scene->pose, &scene->drawn);
}

void scene_set(struct scene *scene, const struct plan *plan, struct ses_frame at, struct cam_rect side,
               struct cam_rect down, const struct scene_look *look) {
  const struct skel *skel = skel_of_look(look);
  scene->look = *look;
  scene->side = side;
  plan_at(plan, at, &scene->sample);
  prepare(scene, plan, scene->sample.index, skel);
  pose_solve(skel, &scene->sample.angles, scene->sample.level, &scene->pose);
  enliven(scene, skel, at);
  scene->turn_lead_s = frames_to_s(scene->turn_start.v - at.v);
  double aspects[2] = {aspect_of(side), aspect_of(down)};
  struct shot shot = shot_at(plan, scene->sample.index, at.v, look, aspects, BLENDS_DEEP);
  scene->view_down = shot.view_down;
  scene->still = shot.still;
  cam_set(&scene->cam, &shot.pose, rect_between(side, down, shot.upright), 0, scene_mirrored(plan, look));
}

/* In from nothing when the phase begins, away before the figure reaches it. */
static double ghost_opacity(double u, bool steady) {
  if (steady) return GHOST;
  double in = fmin(u * 5, 1), out = fmin((1 - u) * 4, 1);
  return GHOST * fmax(fmin(in, out), 0);
}

/* Comes before the palms turn, and goes while they do. */
static double turn_opacity(const struct scene *scene) {
  double lead_s = scene->turn_lead_s;
  if (!scene->look.guide_turn || !scene->has_turn || lead_s > TURN_LEAD_S) return 0;
  if (lead_s < 0) { /* the turn itself */
    double u = scene->sample.u;
    return scene->look.cut ? (u < 0.5 ? 1 : 0) : vec_clamp((0.75 - u) * 4, 0, 1);
  }
  return scene->look.cut ? 1 : vec_clamp((TURN_LEAD_S - lead_s) / TURN_FADE_S, 0, 1);
}

/* The sign at each wrist. Where both arms lie one behind the other only the near one's is seen. */
static void draw_turns(const struct scene *scene, struct dl *dl, const struct palette *palette) {
  double turn = turn_opacity(scene);
  if (!(turn > 0)) return;
  struct cam_point l = cam_project(&scene->cam, scene->drawn.joint[SKEL_WRIST_L]);
  struct cam_point r = cam_project(&scene->cam, scene->drawn.joint[SKEL_WRIST_R]);
  double apart = hypot((double)(l.x_px - r.x_px), (double)(l.y_px - r.y_px)) / fmax(l.scale_px, r.scale_px);
  double far = ease_raised_cosine((apart - SIGNS_MEET_M) / (SIGNS_PART_M - SIGNS_MEET_M));
  int near = l.depth_m < r.depth_m ? BODY_LEFT : BODY_RIGHT;
  for (int side = 0; side < BODY_SIDES; side++)
    marks_turn(dl, &scene->cam, palette, &scene->drawn, side, scene->palm_from_deg[side],
               scene->palm_to_deg[side], side == near ? turn : turn * far);
}

static struct stage_marks marks_of(const struct scene *scene) {
  struct stage_marks marks = {.contact = scene->look.guide_contact ? 1 : 0};
  bool any = false;
  for (int side = 0; side < BODY_SIDES; side++) {
    marks.range_side[side] = scene->range_side[side];
    any = any || scene->range_side[side];
  }
  if (!scene->look.guide_range || !any) return marks;
  marks.range = scene->look.cut ? 1 : ease_raised_cosine(scene->sample.u / RANGE_FADE);
  marks.range_deg = scene->sample.segment->range_deg;
  marks.range_pose = &scene->ghost;
  return marks;
}

void scene_draw(const struct scene *scene, struct dl *dl, const struct palette *palette) {
  const struct skel *skel = skel_of_look(&scene->look);
  double u = scene->sample.u;
  double ghost = scene->look.guide_ghost && scene->has_path ? ghost_opacity(u, scene->look.cut) : 0;
  struct stage_marks marks = marks_of(scene);
  stage_upon(dl, &scene->cam, palette, skel, &scene->drawn, ghost > 0.01 ? &scene->ghost : NULL, ghost,
             &marks);
  draw_turns(scene, dl, palette);
  if (!scene->look.guide_path || !scene->has_path || u > 0.96) return;
  double progress = ease_raised_cosine(u);
  int near = cam_project(&scene->cam, scene->path[BODY_LEFT][0]).depth_m <
                     cam_project(&scene->cam, scene->path[BODY_RIGHT][0]).depth_m
                 ? BODY_LEFT
                 : BODY_RIGHT;
  for (int side = 0; side < BODY_SIDES; side++) {
    /* from the side both arcs lie on each other: one is enough */
    if (side != near && scene->view_down < 0.5) continue;
    stage_path(dl, &scene->cam, palette, scene->path[side], SCENE_PATH_POINTS, progress);
  }
}

/* Index of the stretch that holds frame f. */
static int breath_at(const struct plan *plan, int64_t f) {
  int low = 0, high = plan->breath_count - 1;
  while (low < high) {
    int middle = (low + high + 1) / 2;
    if (plan->breaths[middle].start.v <= f)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/* A stretch that was cut short keeps the shape it would have had whole. */
static double level_of(const struct plan_breath *breath, int64_t f) {
  int64_t whole = breath->whole_frames > 0 ? breath->whole_frames : breath->length_frames;
  if (whole <= 0) return breath->level_to;
  double u = (double)(f - breath->start.v) / (double)whole;
  return ease_mix(breath->level_from, breath->level_to, u);
}

void scene_lane(const struct plan *plan, struct ses_frame at, struct lane *lane) {
  lane->count = lane->mark_count = 0;
  if (plan->breath_count == 0) return;
  int64_t from = at.v - frames_of_s(lane->past_s), to = at.v + frames_of_s(lane->ahead_s);
  int stretch = breath_at(plan, from);
  for (int i = 0; i < LANE_SAMPLES; i++) {
    int64_t f = from + (to - from) * i / (LANE_SAMPLES - 1);
    while (stretch + 1 < plan->breath_count && plan->breaths[stretch + 1].start.v <= f) stretch++;
    lane->level[lane->count++] = (float)level_of(&plan->breaths[stretch], f);
  }
  lane->level_now = level_of(&plan->breaths[breath_at(plan, at.v)], at.v);
  for (int i = plan_segment_at(plan, (struct ses_frame){from}); i < plan->segment_count; i++) {
    const struct plan_segment *segment = &plan->segments[i];
    if (segment->start.v > to || lane->mark_count == LANE_MARKS_MAX) break;
    if (segment->start.v < from || !segment->words.lane || !*segment->words.lane) continue;
    double t_s = frames_to_s(segment->start.v - at.v);
    lane->marks[lane->mark_count++] = (struct lane_mark){.t_s = t_s, .text = segment->words.lane};
  }
}
