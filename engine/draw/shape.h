/* Filled and lined shapes with soft edges (about one pixel of feather), into a draw list. Pixels. Pure. */
#ifndef SUPINE_SHAPE_H
#define SUPINE_SHAPE_H

#include "dl.h"

#define SHAPE_FEATHER_PX 1.2f

struct shape_point {
  float x_px, y_px;
};

void shape_rect(struct dl *dl, float x_px, float y_px, float w_px, float h_px, struct dl_color color);

/* Vertical gradient, hard edges: backgrounds. */
void shape_gradient(struct dl *dl, float x_px, float y_px, float w_px, float h_px, struct dl_color top,
                    struct dl_color bottom);

/* radius_px is cut to half the shorter side. */
void shape_round_rect(struct dl *dl, float x_px, float y_px, float w_px, float h_px, float radius_px,
                      struct dl_color color);
void shape_round_rect_line(struct dl *dl, float x_px, float y_px, float w_px, float h_px, float radius_px,
                           float line_px, struct dl_color color);

void shape_circle(struct dl *dl, float x_px, float y_px, float radius_px, struct dl_color color);
void shape_ellipse(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad,
                   struct dl_color color);

/* A disc that fades from its centre to nothing at its edge: glows and contact shadows. */
void shape_glow(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad,
                struct dl_color color);

/* Part of a ring, clockwise from 12 o'clock; from, to in turns 0…1; round ends. */
void shape_arc(struct dl *dl, float x_px, float y_px, float radius_px, float line_px, float from_turn,
               float to_turn, struct dl_color color);

/* A simple polygon (convex or not, no holes), at most 256 corners. */
void shape_polygon(struct dl *dl, const struct shape_point *points, int count, struct dl_color color);

/* An open line through the points with round joints and ends. */
void shape_line(struct dl *dl, const struct shape_point *points, int count, float line_px,
                struct dl_color color);

#endif
