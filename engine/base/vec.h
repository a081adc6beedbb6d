/* Vectors and rotations in double precision, so that text golden files agree on every machine.
** Axes, written once for the whole program: right-handed; x from the feet to the head, y up from the surface,
** z to the player's own left; metres and radians. Pure, inline. */
#ifndef SUPINE_VEC_H
#define SUPINE_VEC_H

#include <math.h>

#define VEC_PI 3.14159265358979323846

struct vec3 {
  double x, y, z;
};

/* A rotation: columns are the images of the x, y and z axes. */
struct mat3 {
  struct vec3 x, y, z;
};

static inline double vec_rad(double deg) {
  return deg * (VEC_PI / 180.0);
}
static inline double vec_deg(double rad) {
  return rad * (180.0 / VEC_PI);
}
static inline double vec_clamp(double v, double low, double high) {
  return v < low ? low : v > high ? high : v;
}
static inline double vec_lerp(double a, double b, double u) {
  return a + (b - a) * u;
}
static inline struct vec3 vec3(double x, double y, double z) {
  return (struct vec3){x, y, z};
}
static inline struct vec3 vec3_add(struct vec3 a, struct vec3 b) {
  return vec3(a.x + b.x, a.y + b.y, a.z + b.z);
}
static inline struct vec3 vec3_sub(struct vec3 a, struct vec3 b) {
  return vec3(a.x - b.x, a.y - b.y, a.z - b.z);
}
static inline struct vec3 vec3_scale(struct vec3 a, double s) {
  return vec3(a.x * s, a.y * s, a.z * s);
}
static inline struct vec3 vec3_mad(struct vec3 a, struct vec3 d, double s) {
  return vec3(a.x + d.x * s, a.y + d.y * s, a.z + d.z * s);
}
static inline struct vec3 vec3_lerp(struct vec3 a, struct vec3 b, double u) {
  return vec3_mad(a, vec3_sub(b, a), u);
}
static inline double vec3_dot(struct vec3 a, struct vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
static inline struct vec3 vec3_cross(struct vec3 a, struct vec3 b) {
  return vec3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}
static inline double vec3_length(struct vec3 a) {
  return sqrt(vec3_dot(a, a));
}
/* The unit vector, or (0, 0, 0) for one shorter than 1e-12. */
static inline struct vec3 vec3_unit(struct vec3 a) {
  double n = vec3_length(a);
  return n < 1e-12 ? vec3(0, 0, 0) : vec3_scale(a, 1.0 / n);
}
static inline struct mat3 mat3_identity(void) {
  return (struct mat3){{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
}
/* m applied to v. */
static inline struct vec3 mat3_apply(struct mat3 m, struct vec3 v) {
  return vec3(m.x.x * v.x + m.y.x * v.y + m.z.x * v.z, m.x.y * v.x + m.y.y * v.y + m.z.y * v.z,
              m.x.z * v.x + m.y.z * v.y + m.z.z * v.z);
}
/* The inverse rotation applied to v. */
static inline struct vec3 mat3_unapply(struct mat3 m, struct vec3 v) {
  return vec3(vec3_dot(m.x, v), vec3_dot(m.y, v), vec3_dot(m.z, v));
}
/* First b, then a. */
static inline struct mat3 mat3_mul(struct mat3 a, struct mat3 b) {
  return (struct mat3){mat3_apply(a, b.x), mat3_apply(a, b.y), mat3_apply(a, b.z)};
}
/* Rotation by angle_rad about a unit axis, right-handed. */
static inline struct mat3 mat3_about(struct vec3 axis, double angle_rad) {
  double c = cos(angle_rad), s = sin(angle_rad), t = 1 - c;
  double x = axis.x, y = axis.y, z = axis.z;
  return (struct mat3){{c + t * x * x, t * x * y + s * z, t * x * z - s * y},
                       {t * x * y - s * z, c + t * y * y, t * y * z + s * x},
                       {t * x * z + s * y, t * y * z - s * x, c + t * z * z}};
}

#endif
