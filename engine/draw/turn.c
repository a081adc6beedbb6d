#include "turn.h"

struct turn_size turn_inner(int quarter_turns, struct turn_size window) {
  if ((quarter_turns & 1) == 0) return window;
  return (struct turn_size){window.height_px, window.width_px};
}

struct turn_point turn_back(int quarter_turns, struct turn_size window, struct turn_point at) {
  float w = (float)window.width_px, h = (float)window.height_px;
  switch (quarter_turns & 3) {
  case 1:
    return (struct turn_point){at.y_px, w - at.x_px};
  case 2:
    return (struct turn_point){w - at.x_px, h - at.y_px};
  case 3:
    return (struct turn_point){h - at.y_px, at.x_px};
  default:
    return at;
  }
}

/* The picture moved by x' = ax x + bx y + cx, and y likewise. */
struct move {
  float ax, bx, cx, ay, by, cy;
};

static struct move move_of(int turns, struct turn_size window) {
  float w = (float)window.width_px, h = (float)window.height_px;
  switch (turns) {
  case 1:
    return (struct move){0, -1, w, 1, 0, 0};
  case 2:
    return (struct move){-1, 0, w, 0, -1, h};
  default:
    return (struct move){0, 1, 0, -1, 0, h};
  }
}

static void moved(const struct move *m, float *x_px, float *y_px) {
  float x = *x_px, y = *y_px;
  *x_px = m->ax * x + m->bx * y + m->cx;
  *y_px = m->ay * x + m->by * y + m->cy;
}

static void move_shapes(struct dl *dl, struct turn_mark since, const struct move *m) {
  for (int i = since.vertices; i < dl->vertex_count; i++)
    moved(m, &dl->vertices[i].x_px, &dl->vertices[i].y_px);
  for (int i = since.points; i < dl->point_count; i++) moved(m, &dl->points[i].x_px, &dl->points[i].y_px);
  for (int i = since.commands; i < dl->command_count; i++) {
    if (dl->commands[i].kind != DL_OUTLINE) continue;
    struct dl_paint *paint = &dl->commands[i].outline.paint;
    moved(m, &paint->x0_px, &paint->y0_px);
    moved(m, &paint->x1_px, &paint->y1_px);
  }
}

struct turn_mark turn_here(const struct dl *dl) {
  return (struct turn_mark){dl->vertex_count, dl->point_count, dl->command_count};
}

void turn_mirror(struct dl *dl, struct turn_mark since, float w_px) {
  move_shapes(dl, since, &(struct move){-1, 0, w_px, 0, 1, 0});
}

static void turn_clip(struct dl_command *c, const struct move *m) {
  if (!(c->clip.w_px > 0)) return;
  float x0 = c->clip.x_px, y0 = c->clip.y_px, x1 = x0 + c->clip.w_px, y1 = y0 + c->clip.h_px;
  moved(m, &x0, &y0);
  moved(m, &x1, &y1);
  c->clip.x_px = x0 < x1 ? x0 : x1;
  c->clip.y_px = y0 < y1 ? y0 : y1;
  c->clip.w_px = x0 < x1 ? x1 - x0 : x0 - x1;
  c->clip.h_px = y0 < y1 ? y1 - y0 : y0 - y1;
}

void turn_list(struct dl *dl, int quarter_turns, struct turn_size window) {
  int turns = quarter_turns & 3;
  if (turns == 0) return;
  struct move move = move_of(turns, window);
  move_shapes(dl, (struct turn_mark){0, 0, 0}, &move);
  for (int i = 0; i < dl->command_count; i++) {
    struct dl_command *c = &dl->commands[i];
    if (c->kind == DL_TEXT) {
      moved(&move, &c->text.x_px, &c->text.y_px);
      c->text.quarter_turns = (c->text.quarter_turns + turns) & 3;
    } else if (c->kind == DL_CLIP) {
      turn_clip(c, &move);
    } else if (c->kind == DL_LAYER && !c->layer.end) {
      c->layer.key ^= (uint64_t)turns * 0x9E3779B97F4A7C15u; /* a kept layer is not that of another turn */
    }
  }
}
