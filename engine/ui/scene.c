#include "scene.h"

#include <math.h>
#include <stddef.h>

#include "ease.h"
#include "stage.h"

#define PATH_LEAST_M 0.25 /* a shorter way of the hand needs no arc */
#define GHOST        0.30
#define LANE_SAMPLES 128
#define BLENDS_DEEP  3 /* a camera change inside a blend inside a blend; deeper ones cut */

static int view_of(const struct plan_segment *segment, const struct scene_look *look) {
  return look->fixed_view >= 0 ? look->fixed_view : (int)segment->camera;
}

static double down_of(int view) {
  return view == CAM_OVERHEAD || view == CAM_FEET ? 1 : 0;
}

/* Which of the stage's two places suits a view: the figure stands upright from the feet and lies across otherwise. */
static double upright_of(int view) {
  return view == CAM_FEET ? 1 : 0;
}

struct shot {
  struct cam_pose pose;
  double view_down, upright;
  bool still;
};

/* Cameras change where a segment with another view begins; from there the blend runs for SCENE_BLEND_S. */
static struct shot shot_at(const struct plan *plan, int index, int64_t at, const struct scene_look *look,
                           const double aspects[2], int deep) {
  int view = view_of(&plan->segments[index], look), first = index;
  while (first > 0 && view_of(&plan->segments[first - 1], look) == view) first--;
  double upright = upright_of(view);
  struct shot shot = {cam_view_pose((enum cam_view)view, aspects[upright > 0.5]), down_of(view), upright,
                      true};
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
static void find_path(struct scene *scene, const struct plan_segment *segment) {
  double way_m = 0;
  for (int i = 0; i < SCENE_PATH_POINTS; i++) {
    struct angles angles = angles_mix(&segment->from, &segment->to, (double)i / (SCENE_PATH_POINTS - 1));
    struct pose pose;
    pose_solve(skel_adult(), &angles, 0.5, &pose);
    for (int side = 0; side < BODY_SIDES; side++) {
      scene->path[side][i] = pose.hand[side].fingertip;
    }
    if (i > 0) way_m += vec3_length(vec3_sub(scene->path[BODY_LEFT][i], scene->path[BODY_LEFT][i - 1]));
  }
  scene->has_path = way_m > PATH_LEAST_M;
}

static void prepare(struct scene *scene, const struct plan *plan, int index) {
  if (scene->plan == plan && scene->index == index) return;
  const struct plan_segment *segment = &plan->segments[index];
  scene->plan = plan;
  scene->index = index;
  find_path(scene, segment);
  struct plan_sample end;
  int64_t last = segment->length_frames > 0 ? segment->length_frames - 1 : 0;
  plan_at(plan, (struct ses_frame){segment->start.v + last}, &end);
  pose_solve(skel_adult(), &segment->to, end.level, &scene->ghost);
}

static double aspect_of(struct cam_rect rect) {
  return fmax(rect.w_px, 1) / fmax(rect.h_px, 1);
}

static struct cam_rect rect_between(struct cam_rect a, struct cam_rect b, double u) {
  float v = (float)u;
  return (struct cam_rect){a.x_px + (b.x_px - a.x_px) * v, a.y_px + (b.y_px - a.y_px) * v,
                           a.w_px + (b.w_px - a.w_px) * v, a.h_px + (b.h_px - a.h_px) * v};
}

void scene_set(struct scene *scene, const struct plan *plan, struct ses_frame at, struct cam_rect side,
               struct cam_rect down, const struct scene_look *look) {
  scene->look = *look;
  plan_at(plan, at, &scene->sample);
  prepare(scene, plan, scene->sample.index);
  pose_solve(skel_adult(), &scene->sample.angles, scene->sample.level, &scene->pose);
  double aspects[2] = {aspect_of(side), aspect_of(down)};
  struct shot shot = shot_at(plan, scene->sample.index, at.v, look, aspects, BLENDS_DEEP);
  scene->view_down = shot.view_down;
  scene->still = shot.still;
  cam_set(&scene->cam, &shot.pose, rect_between(side, down, shot.upright), 0, false);
}

/* In from nothing when the phase begins, away before the figure reaches it. */
static double ghost_opacity(double u, bool steady) {
  if (steady) return GHOST;
  double in = fmin(u * 5, 1), out = fmin((1 - u) * 4, 1);
  return GHOST * fmax(fmin(in, out), 0);
}

void scene_draw(const struct scene *scene, struct dl *dl, const struct palette *palette) {
  double u = scene->sample.u;
  double ghost = scene->look.guide_ghost && scene->has_path ? ghost_opacity(u, scene->look.cut) : 0;
  stage_upon(dl, &scene->cam, palette, skel_adult(), &scene->pose, ghost > 0.01 ? &scene->ghost : NULL,
             ghost);
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
