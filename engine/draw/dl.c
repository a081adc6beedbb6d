#include "dl.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` further items; doubles, so that a steady frame asks for nothing. */
static bool room_for(void **items, int *capacity, int count, size_t more, size_t item_size, bool *failed) {
  if (*failed) return false;
  if (more <= (size_t)(*capacity - count)) return true;
  size_t need = (size_t)count + more;
  size_t next = *capacity > 0 ? (size_t)*capacity : 256;
  while (next < need && next < DL_ITEMS_MAX) next *= 2;
  void *grown = need <= DL_ITEMS_MAX ? realloc(*items, next * item_size) : NULL;
  if (grown == NULL) {
    *failed = true;
    return false;
  }
  *items = grown;
  *capacity = (int)next;
  return true;
}

static struct dl_command *add_command(struct dl *dl, enum dl_kind kind) {
  void *items = dl->commands;
  if (!room_for(&items, &dl->command_capacity, dl->command_count, 1, sizeof *dl->commands, &dl->failed)) {
    return NULL;
  }
  dl->commands = items;
  struct dl_command *command = &dl->commands[dl->command_count++];
  *command = (struct dl_command){.kind = kind};
  return command;
}

void dl_reset(struct dl *dl) {
  dl->vertex_count = dl->index_count = dl->command_count = dl->char_count = 0;
  dl->point_count = dl->end_count = dl->return_count = dl->open = 0;
  dl->failed = false;
}

void dl_free(struct dl *dl) {
  free(dl->vertices);
  free(dl->indices);
  free(dl->points);
  free(dl->ends);
  free(dl->returns);
  free(dl->commands);
  free(dl->chars);
  *dl = (struct dl){0};
}

int dl_vertices(struct dl *dl, const struct dl_vertex *vertices, int count) {
  if (dl->vertex_capacity - dl->vertex_count < count || dl->failed) {
    void *items = dl->vertices;
    if (!room_for(&items, &dl->vertex_capacity, dl->vertex_count, (size_t)count, sizeof *vertices,
                  &dl->failed)) {
      return -1;
    }
    dl->vertices = items;
  }
  memcpy(dl->vertices + dl->vertex_count, vertices, (size_t)count * sizeof *vertices);
  dl->vertex_count += count;
  return dl->vertex_count - count;
}

int dl_vertex(struct dl *dl, float x_px, float y_px, struct dl_color color) {
  const struct dl_vertex vertex = {x_px, y_px, color};
  return dl_vertices(dl, &vertex, 1);
}

void dl_triangles(struct dl *dl, int base, const int *indices, int count) {
  if (base < 0 || count <= 0) return; /* made while the list had already failed */
  if (dl->command_count == 0 || dl->commands[dl->command_count - 1].kind != DL_TRIANGLES) {
    struct dl_command *command = add_command(dl, DL_TRIANGLES);
    if (command == NULL) return;
    command->triangles.first_index = dl->index_count;
  }
  if (dl->index_capacity - dl->index_count < count || dl->failed) {
    void *items = dl->indices;
    if (!room_for(&items, &dl->index_capacity, dl->index_count, (size_t)count, sizeof *indices, &dl->failed))
      return;
    dl->indices = items;
  }
  int *out = dl->indices + dl->index_count;
  for (int i = 0; i < count; i++) {
    assert(base + indices[i] >= 0 && base + indices[i] < dl->vertex_count);
    out[i] = base + indices[i];
  }
  dl->index_count += count;
  dl->commands[dl->command_count - 1].triangles.count += count;
}

void dl_triangle(struct dl *dl, int a, int b, int c) {
  const int indices[3] = {a, b, c};
  if (a >= 0 && b >= 0 && c >= 0) dl_triangles(dl, 0, indices, 3);
}

void dl_outline_begin(struct dl *dl, const struct dl_paint *paint) {
  if (dl->open++ > 0) return;
  dl->return_count = 0;
  struct dl_command *command = add_command(dl, DL_OUTLINE);
  if (command == NULL) return;
  command->outline.first_point = dl->point_count;
  command->outline.first_end = dl->end_count;
  command->outline.paint = *paint;
}

static void add_point(struct dl *dl, struct dl_point **points, int *count, int *capacity,
                      struct dl_point point) {
  assert(dl->open > 0);
  if (*count == *capacity || dl->failed) {
    void *items = *points;
    if (!room_for(&items, capacity, *count, 1, sizeof point, &dl->failed)) return;
    *points = items;
  }
  (*points)[(*count)++] = point;
}

void dl_outline_to(struct dl *dl, float x_px, float y_px) {
  add_point(dl, &dl->points, &dl->point_count, &dl->point_capacity, (struct dl_point){x_px, y_px});
}

void dl_outline_return(struct dl *dl, float x_px, float y_px) {
  add_point(dl, &dl->returns, &dl->return_count, &dl->return_capacity, (struct dl_point){x_px, y_px});
}

void dl_outline_close(struct dl *dl) {
  assert(dl->open > 0);
  while (dl->return_count > 0) {
    struct dl_point point = dl->returns[--dl->return_count];
    dl_outline_to(dl, point.x_px, point.y_px);
  }
  void *items = dl->ends;
  if (!room_for(&items, &dl->end_capacity, dl->end_count, 1, sizeof *dl->ends, &dl->failed)) return;
  dl->ends = items;
  struct dl_command *command = &dl->commands[dl->command_count - 1];
  assert(command->kind == DL_OUTLINE); /* nothing else is put down within an outline */
  int from = command->outline.contours > 0 ? dl->ends[dl->end_count - 1] : command->outline.first_point;
  if (dl->point_count - from < 3) {
    dl->point_count = from;
    return;
  }
  dl->ends[dl->end_count++] = dl->point_count;
  command->outline.contours++;
  command->outline.points = dl->point_count - command->outline.first_point;
}

void dl_outline_end(struct dl *dl) {
  assert(dl->open > 0);
  if (--dl->open > 0 || dl->failed) return;
  struct dl_command *command = &dl->commands[dl->command_count - 1];
  if (command->outline.contours == 0) dl->command_count--;
}

void dl_text(struct dl *dl, float x_px, float y_px, float size_px, enum dl_weight weight,
             struct dl_color color, const char *text) {
  if (text == NULL || text[0] == '\0') return;
  size_t size = strlen(text) + 1;
  void *items = dl->chars;
  if (!room_for(&items, &dl->char_capacity, dl->char_count, size, 1, &dl->failed)) return;
  dl->chars = items;
  struct dl_command *command = add_command(dl, DL_TEXT);
  if (command == NULL) return;
  memcpy(dl->chars + dl->char_count, text, size);
  command->text.x_px = x_px;
  command->text.y_px = y_px;
  command->text.size_px = size_px;
  command->text.weight = weight;
  command->text.color = color;
  command->text.text = dl->char_count;
  dl->char_count += (int)size;
}

void dl_clip(struct dl *dl, float x_px, float y_px, float w_px, float h_px) {
  struct dl_command *command = add_command(dl, DL_CLIP);
  if (command == NULL) return;
  command->clip.x_px = x_px;
  command->clip.y_px = y_px;
  command->clip.w_px = w_px;
  command->clip.h_px = h_px;
}

void dl_layer_begin(struct dl *dl, uint64_t key) {
  struct dl_command *command = add_command(dl, DL_LAYER);
  if (command != NULL) command->layer.key = key;
}

void dl_layer_end(struct dl *dl) {
  struct dl_command *command = add_command(dl, DL_LAYER);
  if (command == NULL) return;
  command->layer.end = true;
  command->layer.vertices = dl->vertex_count;
  command->layer.points = dl->point_count;
}

static uint8_t mix_byte(uint8_t a, uint8_t b, double u) {
  return (uint8_t)(a + (b - a) * u + 0.5);
}

static double unit(double u) {
  return u > 0 ? (u < 1 ? u : 1) : 0; /* NaN is 0 */
}

struct dl_color dl_fade(struct dl_color c, double a) {
  c.a = (uint8_t)(c.a * unit(a) + 0.5);
  return c;
}

struct dl_color dl_blend(struct dl_color a, struct dl_color b, double u) {
  u = unit(u);
  return (struct dl_color){mix_byte(a.r, b.r, u), mix_byte(a.g, b.g, u), mix_byte(a.b, b.b, u),
                           mix_byte(a.a, b.a, u)};
}
