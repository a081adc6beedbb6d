/* The head: a skull and a face as ellipsoids, a little nose, and the marks by which a face is seen to look
** somewhere. The head's frame: x to the crown, y out of the face, z to its left; metres from the skull's middle. */
#include "figure_parts.h"

#include <math.h>

#include "shape.h"

static struct vec3 on_head(const struct pose *pose, double x, double y, double z) {
  return vec3_add(pose->joint[SKEL_HEAD], mat3_apply(pose->head, vec3(x, y, z)));
}

static struct flesh_ellipse ellipsoid(const struct cam *cam, const struct pose *pose, struct vec3 at,
                                      double rx, double ry, double rz) {
  return flesh_ellipsoid(cam, on_head(pose, at.x, at.y, at.z), vec3_scale(pose->head.x, rx),
                         vec3_scale(pose->head.y, ry), vec3_scale(pose->head.z, rz));
}

void figure_head_build(const struct cam *cam, const struct skel *skel, const struct pose *pose,
                       struct parts *out) {
  double r = skel->head_radius_m; /* from the middle to the back of the skull */
  struct parts_head *head = &out->head;
  head->skull = ellipsoid(cam, pose, vec3(0.29 * r, -0.06 * r, 0), 0.92 * r, 0.94 * r, 0.83 * r);
  head->front = ellipsoid(cam, pose, vec3(-0.10 * r, 0.14 * r, 0), 0.88 * r, 0.78 * r, 0.79 * r);
  head->jaw = ellipsoid(cam, pose, vec3(-0.24 * r, 0.16 * r, 0), 0.75 * r, 0.755 * r, 0.66 * r);
  struct flesh nose[3] = {flesh_ball(on_head(pose, 0.04 * r, 0.78 * r, 0), 0.10 * r),
                          flesh_ball(on_head(pose, -0.13 * r, 0.90 * r, 0), 0.115 * r),
                          flesh_ball(on_head(pose, -0.26 * r, 0.985 * r, 0), 0.10 * r)};
  flesh_stroke(cam, nose, 3, &head->nose);
}

void figure_head_draw(struct dl *dl, const struct parts_head *head, float grow_px,
                      const struct ribbon_wash *skin, const struct ribbon_wash *hair) {
  const struct flesh_ellipse *e = &head->skull;
  ribbon_ellipse(dl, hair, e->x_px, e->y_px, e->rx_px + grow_px, e->ry_px + grow_px, e->angle_rad);
  e = &head->jaw;
  ribbon_ellipse(dl, skin, e->x_px, e->y_px, e->rx_px + grow_px, e->ry_px + grow_px, e->angle_rad);
  if (skin != hair) {
    e = &head->front; /* within the silhouette of the others */
    ribbon_ellipse(dl, skin, e->x_px, e->y_px, e->rx_px, e->ry_px, e->angle_rad);
  }
  stroke_wash(dl, &head->nose, grow_px, skin);
}

/* A short line drawn on the skin, points in the head's frame; it fades where the skin turns away. */
struct mark {
  struct vec3 at[5];
  struct vec3 out; /* where the skin there faces */
  double half_m;
};

static void draw_mark(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                      const struct mark *mark, double mirror, struct dl_color color) {
  double r = skel->head_radius_m;
  struct vec3 out = vec3_unit(mat3_apply(pose->head, vec3(mark->out.x, mark->out.y, mark->out.z * mirror)));
  struct vec3 middle = on_head(pose, mark->at[2].x * r, mark->at[2].y * r, mark->at[2].z * r * mirror);
  double seen = flesh_step(-0.02, 0.22, vec3_dot(out, cam_towards(cam, middle)));
  if (seen <= 0) return;
  struct stroke stroke = {.count = 5, .roundness = 1};
  for (int i = 0; i < 5; i++) {
    struct cam_point p =
        cam_project(cam, on_head(pose, mark->at[i].x * r, mark->at[i].y * r, mark->at[i].z * r * mirror));
    double taper = i == 0 || i == 4 ? 0.55 : i == 2 ? 1.0 : 0.9;
    stroke.points[i] = (struct stroke_point){p.x_px, p.y_px, (float)(mark->half_m * taper) * p.scale_px};
  }
  stroke_draw(dl, &stroke, 0, dl_fade(color, seen));
}

static void ear(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                double side, struct dl_color skin, struct dl_color shade) {
  double r = skel->head_radius_m;
  struct vec3 at = vec3(0.02 * r, -0.27 * r, side * 0.80 * r),
              inner = vec3(0.01 * r, -0.24 * r, side * 0.84 * r);
  double seen =
      flesh_step(0.05, 0.35, side * vec3_dot(pose->head.z, cam_towards(cam, pose->joint[SKEL_HEAD])));
  if (seen <= 0) return;
  struct flesh_ellipse e = ellipsoid(cam, pose, at, 0.21 * r, 0.150 * r, 0.05 * r);
  shape_ellipse(dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(shade, seen));
  e = ellipsoid(cam, pose, inner, 0.165 * r, 0.110 * r, 0.04 * r);
  shape_ellipse(dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(skin, seen));
}

void figure_head_marks(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                       const struct palette *palette, struct dl_color skin) {
  static const struct mark lid = {{{0.05, 0.84, 0.17},
                                   {-0.07, 0.83, 0.24},
                                   {-0.10, 0.79, 0.345},
                                   {-0.05, 0.73, 0.45},
                                   {0.09, 0.65, 0.52}},
                                  {0.0, 0.80, 0.52},
                                  0.0050};
  static const struct mark mouth = {{{-0.49, 0.82, 0.19},
                                     {-0.575, 0.84, 0.11},
                                     {-0.60, 0.85, 0.0},
                                     {-0.575, 0.84, -0.11},
                                     {-0.49, 0.82, -0.19}},
                                    {-0.3, 1, 0},
                                    0.0040};
  draw_mark(dl, cam, skel, pose, &mouth, 1, dl_blend(skin, palette->face, 0.75));
  for (int side = -1; side <= 1; side += 2) {
    draw_mark(dl, cam, skel, pose, &lid, side, palette->face);
    ear(dl, cam, skel, pose, side, figure_shade(palette, skin, palette->body_far, 0.18),
        figure_shade(palette, skin, palette->body_far, 0.60));
  }
}
