/* Outlines against an oracle that knows each pixel's share exactly (the polygon cut to the pixel, in doubles), to 2 of
** 255 levels: half a level by rounding, the rest by points on a grid of 1/256 px. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "pl.h"
#include "pl_outline.h"
#include "shape.h"
#include "stroke.h"

#define W     96
#define H     80
#define BLACK 0xFF000000u

struct picture {
  uint32_t pixels[W * H];
};

static struct pl_outliner *outliner;

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static float random_between(uint32_t *seed, float low, float high) {
  return low + (high - low) * (float)next_random(seed) / (float)(1 << 24);
}

static const struct dl_paint white = {.first = {255, 255, 255, 255}, .second = {255, 255, 255, 255}};
static const struct pl_rect everything = {0, 0, W, H};

static void clear(struct picture *p) {
  for (int i = 0; i < W * H; i++) p->pixels[i] = BLACK;
}

/* Draws contours, each `ends[k]` points long in all, into clip. */
static void draw(struct picture *p, struct pl_rect clip, const struct dl_point *points, const int *ends,
                 int contours, const struct dl_paint *paint) {
  struct pl_outline_point at[512];
  struct pl_target target = {p->pixels, W, H, W, false};
  assert_true(ends[contours - 1] <= 512);
  for (int i = 0; i < ends[contours - 1]; i++) at[i] = pl_outline_point(points[i]);
  assert_true(pl_outline_draw(outliner, &target, clip, &(struct pl_outline){at, ends, 0, contours, paint}));
}

static int red(const struct picture *p, int x, int y) {
  return p->pixels[y * W + x] >> 16 & 0xFF;
}

/* ---- the oracle ---------------------------------------------------------------------------------------------- */

struct corner {
  double x, y;
};

/* Keeps what lies on the inner side of one border: axis 0 x, 1 y; sign 1 beyond `at`, −1 before it. */
static int cut(const struct corner *in, int count, struct corner *out, int axis, double at, int sign) {
  int n = 0;
  for (int i = 0; i < count; i++) {
    struct corner a = in[i], b = in[(i + 1) % count];
    double da = sign * ((axis == 0 ? a.x : a.y) - at), db = sign * ((axis == 0 ? b.x : b.y) - at);
    if (da >= 0) out[n++] = a;
    if ((da >= 0) != (db >= 0)) {
      double u = da / (da - db);
      out[n++] = (struct corner){a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u};
    }
  }
  return n;
}

/* The share of pixel x, y that lies inside a polygon which does not cross itself. */
static double share(const struct corner *polygon, int count, int x, int y) {
  struct corner a[64], b[64];
  int n = cut(polygon, count, a, 0, x, 1);
  n = cut(a, n, b, 0, x + 1, -1);
  n = cut(b, n, a, 1, y, 1);
  n = cut(a, n, b, 1, y + 1, -1);
  double area = 0;
  for (int i = 0; i < n; i++) area += b[i].x * b[(i + 1) % n].y - b[(i + 1) % n].x * b[i].y;
  return fabs(area) / 2;
}

/* A star without crossings: corners at random distances round a centre. */
static int random_star(uint32_t *seed, struct dl_point *out) {
  int count = 3 + (int)(next_random(seed) % 12);
  float x = random_between(seed, -10, W + 10), y = random_between(seed, -10, H + 10);
  float reach = random_between(seed, 0.3f, 70);
  for (int i = 0; i < count; i++) {
    float t = 6.2831853f * ((float)i + random_between(seed, 0, 0.8f)) / (float)count;
    float r = random_between(seed, 0.1f, 1) * reach;
    out[i] = (struct dl_point){x + r * cosf(t), y + r * sinf(t)};
  }
  return count;
}

static void every_pixel_is_covered_by_its_exact_share(void **state) {
  (void)state;
  uint32_t seed = 1;
  static struct picture p;
  for (int round = 0; round < 300; round++) {
    struct dl_point points[16];
    struct corner corners[16];
    int count = random_star(&seed, points);
    for (int i = 0; i < count; i++) {
      struct pl_outline_point q = pl_outline_point(points[i]);
      corners[i] = (struct corner){q.x / 256.0, q.y / 256.0};
    }
    clear(&p);
    draw(&p, everything, points, &count, 1, &white);
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        double exact = 255 * share(corners, count, x, y), off = red(&p, x, y) - exact;
        if (fabs(off) > 2)
          fail_msg("round %d: %d instead of %.2f at %d, %d", round, red(&p, x, y), exact, x, y);
      }
    }
  }
}

/* ---- winding ------------------------------------------------------------------------------------------------- */

static void what_is_wound_round_twice_counts_once(void **state) {
  (void)state;
  static struct picture once, twice;
  const struct dl_point pentagram[5] = {
      {48, 5}, {70, 70}, {14, 30}, {82, 30}, {26, 70}}; /* its middle is wound round twice */
  const struct dl_point squares[8] = {{10, 10}, {50, 10}, {50, 50}, {10, 50},
                                      {30, 30}, {70, 30}, {70, 60}, {30, 60}};
  const int five = 5, ends[2] = {4, 8};
  const struct dl_paint half = {.first = {255, 255, 255, 128}, .second = {255, 255, 255, 128}};
  clear(&once);
  draw(&once, everything, pentagram, &five, 1, &half);
  assert_int_equal(red(&once, 48, 42), 128);
  clear(&twice);
  draw(&twice, everything, squares, ends, 2, &half);
  assert_int_equal(red(&twice, 20, 20), 128);
  assert_int_equal(red(&twice, 40, 40), 128);
  assert_int_equal(red(&twice, 60, 55), 128);
  assert_int_equal(red(&twice, 60, 20), 0);
}

static void a_contour_that_turns_the_other_way_leaves_a_hole(void **state) {
  (void)state;
  static struct picture p;
  const struct dl_point ring[8] = {{10, 10}, {60, 10}, {60, 60}, {10, 60},
                                   {20, 20}, {20, 50}, {50, 50}, {50, 20}};
  const int ends[2] = {4, 8};
  clear(&p);
  draw(&p, everything, ring, ends, 2, &white);
  assert_int_equal(red(&p, 15, 35), 255);
  assert_int_equal(red(&p, 35, 35), 0);
  assert_int_equal(red(&p, 55, 35), 255);
}

/* ---- the same bytes ------------------------------------------------------------------------------------------ */

static struct dl_paint random_paint(uint32_t *seed) {
  struct dl_paint paint = white;
  uint32_t kind = next_random(seed) % 4;
  paint.first = (struct dl_color){(uint8_t)next_random(seed), (uint8_t)next_random(seed), 90,
                                  (uint8_t)(kind == 0 ? 255 : next_random(seed))};
  paint.second = kind < 2 ? paint.first : (struct dl_color){20, (uint8_t)next_random(seed), 200, 255};
  paint.x0_px = 20, paint.y0_px = 30;
  paint.x1_px = random_between(seed, 0, 90), paint.y1_px = random_between(seed, 0, 90);
  if (kind == 1) paint.glow = random_between(seed, 0.2f, 2);
  return paint;
}

static void any_clip_gives_the_bytes_of_the_whole(void **state) {
  (void)state;
  uint32_t seed = 2;
  static struct picture whole, parts;
  for (int round = 0; round < 300; round++) {
    struct dl_point points[16];
    int count = random_star(&seed, points);
    struct dl_paint paint = random_paint(&seed);
    int x = (int)(next_random(&seed) % (W + 1)), y = (int)(next_random(&seed) % (H + 1));
    const struct pl_rect quarter[4] = {{0, 0, x, y}, {x, 0, W, y}, {0, y, x, H}, {x, y, W, H}};
    clear(&whole);
    clear(&parts);
    draw(&whole, everything, points, &count, 1, &paint);
    for (int i = 0; i < 4; i++) draw(&parts, quarter[i], points, &count, 1, &paint);
    assert_memory_equal(&whole, &parts, sizeof whole);
  }
}

static void whole_pixels_further_on_the_bytes_are_the_same(void **state) {
  (void)state;
  uint32_t seed = 3;
  static struct picture here, there;
  for (int round = 0; round < 200; round++) {
    struct dl_point points[16], moved[16];
    int count = random_star(&seed, points);
    struct dl_paint paint = random_paint(&seed), also = paint;
    int dx = (int)(next_random(&seed) % 20), dy = (int)(next_random(&seed) % 20);
    for (int i = 0; i < count; i++) {
      points[i].x_px = floorf(points[i].x_px * 256) / 256; /* so that the sum is exact */
      points[i].y_px = floorf(points[i].y_px * 256) / 256;
      moved[i] = (struct dl_point){points[i].x_px + (float)dx, points[i].y_px + (float)dy};
    }
    paint.x1_px = also.x1_px = floorf(paint.x1_px);
    paint.y1_px = also.y1_px = floorf(paint.y1_px);
    also.x0_px += (float)dx, also.x1_px += (float)dx;
    also.y0_px += (float)dy, also.y1_px += (float)dy;
    clear(&here);
    clear(&there);
    draw(&here, everything, points, &count, 1, &paint);
    draw(&there, everything, moved, &count, 1, &also);
    for (int y = 0; y + dy < H; y++)
      assert_memory_equal(here.pixels + y * W, there.pixels + (y + dy) * W + dx, (size_t)(W - dx) * 4);
  }
}

/* ---- paint --------------------------------------------------------------------------------------------------- */

static void a_wash_runs_from_one_point_to_the_other_and_stays_beyond(void **state) {
  (void)state;
  static struct picture p;
  const struct dl_point box[4] = {{0, 0}, {W, 0}, {W, H}, {0, H}};
  const int four = 4;
  const struct dl_paint wash = {.first = {40, 10, 0, 255},
                                .second = {240, 20, 0, 255},
                                .x0_px = 20,
                                .y0_px = 20,
                                .x1_px = 70,
                                .y1_px = 50};
  clear(&p);
  draw(&p, everything, box, &four, 1, &wash);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      double u = ((x + 0.5 - 20) * 50 + (y + 0.5 - 20) * 30) / (50 * 50 + 30 * 30);
      u = u < 0 ? 0 : u > 1 ? 1 : u;
      if (fabs(red(&p, x, y) - (40 + 200 * u)) > 1.01) fail_msg("%d at %d, %d", red(&p, x, y), x, y);
    }
  }
  assert_int_equal(red(&p, 0, 0), 40);
  assert_int_equal(red(&p, W - 1, H - 1), 240);
}

/* To two levels: the squares of 2^15 steps of the bell are rounded down. */
static void a_glow_is_a_bell_that_ends_at_its_rim(void **state) {
  (void)state;
  static struct picture p;
  const struct dl_point box[4] = {{0, 0}, {W, 0}, {W, H}, {0, H}};
  const int four = 4;
  const double a = 0.6, rx = 38, ry = 19;
  const struct dl_paint glow = {.first = {255, 255, 255, 200},
                                .second = {255, 255, 255, 200},
                                .x0_px = 46.3f,
                                .y0_px = 41.8f,
                                .x1_px = 46.3f + (float)(rx * cos(a)),
                                .y1_px = 41.8f + (float)(rx * sin(a)),
                                .glow = 0.5f};
  clear(&p);
  draw(&p, everything, box, &four, 1, &glow);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      double dx = x + 0.5 - 46.3, dy = y + 0.5 - 41.8;
      double u = (dx * cos(a) + dy * sin(a)) / rx, v = (dy * cos(a) - dx * sin(a)) / ry;
      double square = u * u + v * v, bell = square < 1 ? 200 * (1 - square) * (1 - square) : 0;
      if (square > 1.9) continue; /* a glow is not asked for so far outside: it is drawn in its own ellipse */
      if (fabs(red(&p, x, y) - bell) > 2) fail_msg("%d, not %.1f, at %d, %d", red(&p, x, y), bell, x, y);
    }
  }
}

static void an_opaque_colour_is_itself_inside_and_in_the_targets_order(void **state) {
  (void)state;
  uint32_t pixels[16] = {0};
  struct pl_target target = {pixels, 4, 4, 4, true};
  const struct pl_outline_point box[4] = {{0, 0}, {1024, 0}, {1024, 1024}, {0, 1024}};
  const struct dl_paint paint = {.first = {1, 2, 3, 255}, .second = {1, 2, 3, 255}};
  const int four = 4;
  assert_true(pl_outline_draw(outliner, &target, (struct pl_rect){0, 0, 4, 4},
                              &(struct pl_outline){box, &four, 0, 1, &paint}));
  for (int i = 0; i < 16; i++) assert_int_equal(pixels[i], 0xFF030201u);
}

/* ---- hostile ------------------------------------------------------------------------------------------------- */

static void no_number_is_nowhere(void **state) {
  (void)state;
  static struct picture p;
  const struct dl_point points[3] = {{10, 10}, {NAN, 40}, {60, 60}},
                        other[3] = {{10, 10}, {INFINITY, 0}, {9, 60}};
  const int three = 3;
  clear(&p);
  draw(&p, everything, points, &three, 1, &white);
  draw(&p, everything, other, &three, 1, &white);
  for (int i = 0; i < W * H; i++) assert_int_equal(p.pixels[i], BLACK);
}

static void far_corners_and_flat_shapes_do_no_harm(void **state) {
  (void)state;
  static struct picture p;
  const int four = 4;
  const struct dl_point far[4] = {{-1e9f, -1e9f}, {1e9f, -1e9f}, {1e9f, 1e9f}, {-1e9f, 1e9f}};
  const struct dl_point line[4] = {{-1e9f, 40}, {1e9f, 40}, {1e9f, 40}, {-1e9f, 40}};
  const struct dl_point slope[4] = {{-1e9f, -3}, {1e9f, 90}, {1e9f, 91}, {-1e9f, -2}};
  const struct dl_point point[4] = {{30, 30}, {30, 30}, {30, 30}, {30, 30}};
  clear(&p);
  draw(&p, everything, line, &four, 1, &white);
  draw(&p, everything, point, &four, 1, &white);
  for (int i = 0; i < W * H; i++) assert_int_equal(p.pixels[i], BLACK);
  draw(&p, everything, slope, &four, 1, &white);
  assert_int_equal(red(&p, 5, 5), 0);
  draw(&p, everything, far, &four, 1, &white);
  for (int i = 0; i < W * H; i++) assert_int_equal(p.pixels[i], 0xFFFFFFFFu);
}

static void nothing_is_written_beside_the_clip(void **state) {
  (void)state;
  uint32_t seed = 4;
  static struct picture p;
  for (int round = 0; round < 300; round++) {
    struct dl_point points[16];
    int count = random_star(&seed, points);
    struct dl_paint paint = random_paint(&seed);
    struct pl_rect clip = {20, 15, 20 + 1 + (int)(next_random(&seed) % 40), 50};
    clear(&p);
    draw(&p, clip, points, &count, 1, &paint);
    for (int y = 0; y < H; y++)
      for (int x = 0; x < W; x++)
        if (x < clip.x0 || x >= clip.x1 || y < clip.y0 || y >= clip.y1)
          assert_int_equal(p.pixels[y * W + x], BLACK);
  }
}

/* ---- with the rest of the renderer --------------------------------------------------------------------------- */

static void put_strokes(struct dl *dl, float at) {
  struct stroke s = {.count = 4, .roundness = 1};
  for (int i = 0; i < 4; i++)
    s.points[i] = (struct stroke_point){20 + 18 * (float)i, 40 + at * (i % 2 == 0 ? 1 : -1), 9 - (float)i};
  dl_reset(dl);
  stroke_draw(dl, &s, 0, dl_rgb(0xFFFFFF));
}

static const uint8_t *pixels_of(struct pl_canvas *canvas, const struct dl *dl) {
  assert_int_equal(pl_canvas_draw(canvas, dl), 0);
  return pl_canvas_pixels(canvas);
}

static void what_moves_is_redrawn_and_nothing_of_it_stays(void **state) {
  (void)state;
  struct dl dl = {.outlines = true};
  struct pl_canvas *kept = pl_canvas_open(W, H, NULL);
  for (int i = 0; i < 40; i++) {
    struct pl_canvas *fresh = pl_canvas_open(W, H, NULL);
    put_strokes(&dl, (float)(i * 7 % 31) - 15);
    assert_memory_equal(pixels_of(kept, &dl), pixels_of(fresh, &dl), W * H * 4);
    pl_canvas_close(fresh);
  }
  pl_canvas_close(kept);
  dl_free(&dl);
}

static double distance_to(const struct dl_point *way, int count, double x, double y) {
  double least = 1e9;
  for (int i = 0; i + 1 < count; i++) {
    double dx = way[i + 1].x_px - way[i].x_px, dy = way[i + 1].y_px - way[i].y_px, n = dx * dx + dy * dy;
    double u = n > 0 ? ((x - way[i].x_px) * dx + (y - way[i].y_px) * dy) / n : 0;
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    least = fmin(least, hypot(x - way[i].x_px - u * dx, y - way[i].y_px - u * dy));
  }
  return least;
}

/* Wherever the way turns back, also within its own width: full to a pixel inside its edge, empty a pixel outside. */
static void a_line_has_no_hole_however_it_folds(void **state) {
  (void)state;
  uint32_t seed = 5;
  struct dl dl = {.outlines = true};
  struct pl_canvas *canvas = pl_canvas_open(W, H, NULL);
  for (int round = 0; round < 200; round++) {
    struct shape_point points[9];
    struct dl_point way[9];
    int count = 2 + (int)(next_random(&seed) % 8);
    float reach = random_between(&seed, 4, 40), half = random_between(&seed, 2, 12);
    for (int i = 0; i < count; i++) {
      float x = 48 + random_between(&seed, -reach, reach), y = 40 + random_between(&seed, -reach, reach);
      points[i] = (struct shape_point){x, y};
      way[i] = (struct dl_point){x, y};
    }
    dl_reset(&dl);
    shape_line(&dl, points, count, 2 * half, dl_rgb(0xFFFFFF));
    const uint8_t *p = pixels_of(canvas, &dl);
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        double d = distance_to(way, count, x + 0.5, y + 0.5);
        int level = p[4 * (y * W + x)];
        if (d < (double)half - 1 && level < 253)
          fail_msg("round %d: a hole at %d, %d: %d", round, x, y, level);
        if (d > (double)half + 1 && level > 2) fail_msg("round %d: ink at %d, %d: %d", round, x, y, level);
      }
    }
  }
  pl_canvas_close(canvas);
  dl_free(&dl);
}

/* As triangles the edge is 1.2 px soft instead of one, and softer in the corner of a bend: a pixel may differ by a third
** there, the whole by a fiftieth. */
static void a_stroke_is_the_same_as_outline_and_as_triangles(void **state) {
  (void)state;
  for (int i = 0; i < 30; i++) {
    struct dl outline = {.outlines = true}, triangles = {0};
    struct pl_canvas *a = pl_canvas_open(W, H, NULL), *b = pl_canvas_open(W, H, NULL);
    put_strokes(&outline, (float)i);
    put_strokes(&triangles, (float)i);
    assert_int_equal(outline.index_count, 0);
    assert_int_equal(triangles.point_count, 0);
    const uint8_t *p = pixels_of(a, &outline), *q = pixels_of(b, &triangles);
    double sum = 0, inside = 0;
    for (int k = 0; k < W * H * 4; k += 4) {
      sum += p[k] - q[k], inside += p[k];
      if (abs(p[k] - q[k]) > 85) fail_msg("%d and %d at %d, %d", p[k], q[k], k / 4 % W, k / 4 / W);
    }
    assert_true(inside > 255 * 300 && fabs(sum) < 0.02 * inside);
    pl_canvas_close(a);
    pl_canvas_close(b);
    dl_free(&outline);
    dl_free(&triangles);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_pixel_is_covered_by_its_exact_share),
      cmocka_unit_test(what_is_wound_round_twice_counts_once),
      cmocka_unit_test(a_contour_that_turns_the_other_way_leaves_a_hole),
      cmocka_unit_test(any_clip_gives_the_bytes_of_the_whole),
      cmocka_unit_test(whole_pixels_further_on_the_bytes_are_the_same),
      cmocka_unit_test(a_wash_runs_from_one_point_to_the_other_and_stays_beyond),
      cmocka_unit_test(a_glow_is_a_bell_that_ends_at_its_rim),
      cmocka_unit_test(an_opaque_colour_is_itself_inside_and_in_the_targets_order),
      cmocka_unit_test(no_number_is_nowhere),
      cmocka_unit_test(far_corners_and_flat_shapes_do_no_harm),
      cmocka_unit_test(nothing_is_written_beside_the_clip),
      cmocka_unit_test(what_moves_is_redrawn_and_nothing_of_it_stays),
      cmocka_unit_test(a_line_has_no_hole_however_it_folds),
      cmocka_unit_test(a_stroke_is_the_same_as_outline_and_as_triangles),
  };
  outliner = pl_outliner_create();
  if (!outliner) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  pl_outliner_destroy(outliner);
  return failed;
}
