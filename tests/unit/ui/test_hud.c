/* Where the words of a session stand beside the figure: from every view, mirrored and not, in windows of every kind. */
#include "ui_fixture.h"

#include "hud.h"
#include "raster.h"
#include "scr_session.h"
#include "words.h"

struct window {
  float w_px, h_px;
};

static const struct window windows[] = {{1280, 800}, {1920, 1080}, {1024, 768}, {800, 1280}};
#define WINDOWS ((int)(sizeof windows / sizeof windows[0]))

struct shown { /* one session in one window */
  struct fixture *f;
  struct settings settings;
  struct scr_session_state state;
};

static void show_at(struct shown *s, int64_t at) {
  struct scr_session_view view = {
      .plan = s->f->plan, .now = {at}, .range_deg = 165, .settings = &s->settings, .caption = NULL};
  dl_reset(&s->f->dl);
  ui_begin(s->f->ui, &s->f->frame);
  scr_session(s->f->ui, &view, &s->state);
  ui_end(s->f->ui);
}

/* Places alone, without drawing. */
static void place_at(struct shown *s, int64_t at) {
  struct scr_session_view view = {.plan = s->f->plan, .now = {at}, .settings = &s->settings};
  struct scene_look look = scene_look_of(&s->settings, false, NULL);
  look.cut = look.fixed_view >= 0; /* only where cameras blend is there more to see than single moments */
  ui_begin(s->f->ui, &s->f->frame);
  hud_layout(s->f->ui, &s->state.hud, &view);
  scene_set(&s->state.scene, s->f->plan, view.now, s->state.hud.stage, s->state.hud.stage_down, &look);
  ui_end(s->f->ui);
}

static struct shown open_in(struct window window, int camera, bool mirrored) {
  struct shown s = {.f = fixture_open(), .settings = settings_default()};
  s.f->frame.w_px = window.w_px, s.f->frame.h_px = window.h_px;
  s.settings.camera = camera;
  s.settings.mirrored = mirrored;
  return s;
}

/* What the cue of the segment covers. */
static struct cam_rect words_at(const struct shown *s) {
  const struct hud *hud = &s->state.hud;
  struct words cue = {.text = s->state.scene.sample.segment->words.cue,
                      .em_px = hud->cue_em_px,
                      .weight = DL_BOLD,
                      .line_em = 1.08f};
  float w = words_widest(s->f->ui, &cue, hud->cue.w_px);
  return (struct cam_rect){hud->cue.x_px + (hud->exchanged ? hud->cue.w_px - w : 0), hud->cue.y_px, w,
                           words_height(s->f->ui, &cue, hud->cue.w_px)};
}

static bool inside(struct cam_rect r, float x, float y) {
  return x > r.x_px && x < r.x_px + r.w_px && y > r.y_px && y < r.y_px + r.h_px;
}

static void check_moment(const struct shown *s, int how) {
  struct cam_rect words = words_at(s), number = s->state.hud.number;
  const struct scene *scene = &s->state.scene;
  const struct pose *pose = &scene->drawn;
  for (int j = 0; j < SKEL_JOINTS + BODY_SIDES; j++) {
    struct vec3 at = j < SKEL_JOINTS ? pose->joint[j] : pose->hand[j - SKEL_JOINTS].fingertip;
    struct cam_point p = cam_project(&scene->cam, at);
    if (inside(words, p.x_px, p.y_px) || inside(number, p.x_px, p.y_px))
      fail_msg("%.0f x %.0f, view %d: joint %d stands under a word", (double)s->f->frame.w_px,
               (double)s->f->frame.h_px, how, j);
    if (p.y_px > s->state.hud.lane.y_px)
      fail_msg("%.0f x %.0f, view %d: joint %d is in the lane", (double)s->f->frame.w_px,
               (double)s->f->frame.h_px, how, j);
  }
}

static void no_joint_ever_stands_under_a_cue_a_number_or_in_the_lane(void **state) {
  (void)state;
  for (int w = 0; w < WINDOWS; w++) {
    for (int how = 0; how < 2 * (CAM_VIEWS + 1); how++) {
      struct shown s = open_in(windows[w], how % (CAM_VIEWS + 1), how > CAM_VIEWS);
      for (int64_t at = 0; at < s.f->plan->length_frames; at += FRAMES_RATE_HZ) {
        place_at(&s, at);
        check_moment(&s, how);
      }
      fixture_close(s.f);
    }
  }
}

static void a_mirrored_session_exchanges_words_and_number(void **state) {
  (void)state;
  struct shown usual = open_in(windows[0], 0, false), other = open_in(windows[0], 0, true);
  show_at(&usual, 20 * FRAMES_RATE_HZ);
  show_at(&other, 20 * FRAMES_RATE_HZ);
  assert_false(usual.state.hud.exchanged);
  assert_true(other.state.hud.exchanged);
  assert_true(usual.state.hud.cue.x_px < 100 && other.state.hud.cue.x_px + other.state.hud.cue.w_px > 1180);
  assert_true(other.state.hud.number.x_px < 100);
  struct cam_point a = cam_project(&usual.state.scene.cam, usual.state.scene.pose.joint[SKEL_HEAD]),
                   b = cam_project(&other.state.scene.cam, other.state.scene.pose.joint[SKEL_HEAD]);
  assert_true(fabsf(a.x_px + b.x_px - 1280) < 2 && fabsf(a.y_px - b.y_px) < 1);
  fixture_close(usual.f);
  fixture_close(other.f);
}

/* Upright in the picture there is nothing to exchange: over the face the mirror is the point, words stay. */
static void over_the_face_words_stay_where_they_are(void **state) {
  (void)state;
  struct shown face = open_in(windows[0], 1 + CAM_FACE, false);
  show_at(&face, 20 * FRAMES_RATE_HZ);
  assert_false(face.state.hud.exchanged);
  assert_true(face.state.scene.cam.mirrored);
  fixture_close(face.f);
}

static int commands_at(struct shown *s, int64_t at) {
  show_at(s, at);
  return s->f->dl.index_count;
}

/* A repetition that is over is rewarded for some seconds; under reduced motion nothing is drawn for it. */
static void a_finished_repetition_is_rewarded_except_under_reduced_motion(void **state) {
  (void)state;
  struct shown s = open_in(windows[0], 0, false);
  struct ses_frame begin = fixture_moment(s.f, "reach_up", 1, 2, 0);
  struct ses_frame first = fixture_moment(s.f, "reach_up", 1, 1, 0);
  int with = commands_at(&s, begin.v + FRAMES_RATE_HZ), without = commands_at(&s, first.v + FRAMES_RATE_HZ);
  assert_true(with > without + 100);
  s.f->frame.reduced_motion = true;
  with = commands_at(&s, begin.v + FRAMES_RATE_HZ);
  without = commands_at(&s, first.v + FRAMES_RATE_HZ);
  assert_true(with < without + 400); /* dots and words differ, leaves would be more */
  fixture_close(s.f);
}

static double mean_luminance(struct shown *s, int64_t at) {
  enum { W = 160, H = 100 };
  show_at(s, at);
  struct dl *dl = &s->f->dl;
  for (int i = 0; i < dl->vertex_count; i++) /* a small picture of the large window */
    dl->vertices[i].x_px *= W / s->f->frame.w_px, dl->vertices[i].y_px *= H / s->f->frame.h_px;
  struct raster r = raster_open(W, H, dl_rgb(0));
  raster_draw(&r, dl);
  double sum = 0;
  for (int i = 0; i < W * H; i++)
    sum +=
        0.2126 * (double)r.rgb[3 * i] + 0.7152 * (double)r.rgb[3 * i + 1] + 0.0722 * (double)r.rgb[3 * i + 2];
  raster_close(&r);
  return sum / (255.0 * W * H);
}

/* The whole picture without its words, while the camera goes from the hills into the room and a repetition is rewarded:
** no frame's mean is a hundredth of the scale away from the frame before. */
static void nothing_flashes_while_the_camera_moves_or_a_repetition_ends(void **state) {
  (void)state;
  int count;
  const struct palette *themes = palette_all(&count);
  for (int t = 0; t < count; t++) {
    if (themes[t].high_contrast) continue; /* black upon black */
    struct shown s = open_in(windows[0], 0, false);
    s.f->palette = themes[t];
    const int64_t from[] = {fixture_moment(s.f, "rest", 0, 0, -0.2).v,
                            fixture_moment(s.f, "reach_up", 1, 2, -0.2).v};
    for (int k = 0; k < 2; k++) {
      double before = mean_luminance(&s, from[k]);
      for (int i = 1; i < 54; i++) { /* every other frame of some two seconds */
        double now = mean_luminance(&s, from[k] + (int64_t)i * 2 * FRAMES_RATE_HZ / 60);
        if (fabs(now - before) >= 0.02) fail_msg("%s: %.3f in two frames", themes[t].name, now - before);
        before = now;
      }
    }
    fixture_close(s.f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_joint_ever_stands_under_a_cue_a_number_or_in_the_lane),
      cmocka_unit_test(a_mirrored_session_exchanges_words_and_number),
      cmocka_unit_test(over_the_face_words_stay_where_they_are),
      cmocka_unit_test(a_finished_repetition_is_rewarded_except_under_reduced_motion),
      cmocka_unit_test(nothing_flashes_while_the_camera_moves_or_a_repetition_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
