/* The draw list: everything a frame shows, as coloured triangles, outlines and text runs in order. Pixels, y down,
** origin at the top left of the target. Nobody but platform turns it into a picture. Memory grows to its high-water
** mark and stays: no allocation in a steady frame. Main thread or one offline thread.
**
** A soft-edged shape is put down in one of two manners, which whoever owns the list chooses for the renderer that will
** draw it: as triangles with a feather round them (a GPU), or as an outline whose pixels are covered by their exact
** share (a renderer that writes pixels itself, for which one outline costs a tenth of its triangles). */
#ifndef SUPINE_DL_H
#define SUPINE_DL_H

#include <stdbool.h>
#include <stdint.h>

#define DL_ITEMS_MAX                                                                                         \
  (1 << 22) /* vertices, indices, commands or characters of one list; beyond it the list fails */

struct dl_color { /* straight alpha */
  uint8_t r, g, b, a;
};

struct dl_vertex {
  float x_px, y_px;
  struct dl_color color;
};

struct dl_point {
  float x_px, y_px;
};

/* What an outline is filled with: first at (x0, y0), second at (x1, y1), linear between them and constant beyond;
** where the two points are one, first everywhere. With glow above 0 it is first alone, which fades in a bell from
** (x0, y0) to nothing at the rim of an ellipse: one of its half axes ends in (x1, y1), the other is glow times as
** long. */
struct dl_paint {
  struct dl_color first, second;
  float x0_px, y0_px, x1_px, y1_px;
  float glow;
};

enum dl_weight { DL_REGULAR, DL_MEDIUM, DL_BOLD };

enum dl_kind { DL_TRIANGLES, DL_OUTLINE, DL_TEXT, DL_CLIP, DL_LAYER };

struct dl_command {
  enum dl_kind kind;
  union {
    struct {
      int first_index, count; /* into indices */
    } triangles;
    struct {                   /* closed contours; what any of them winds round is inside, however often */
      int first_point, points; /* into points, all contours together */
      int first_end, contours; /* into ends */
      struct dl_paint paint;
    } outline;
    struct {
      float x_px, y_px; /* left end of the base line */
      float size_px;    /* em size */
      enum dl_weight weight;
      struct dl_color color;
      int quarter_turns; /* 0…3, clockwise about x, y; see turn.h */
      int text;          /* offset into the list's characters, NUL-terminated UTF-8 */
    } text;
    struct {
      float x_px, y_px, w_px, h_px; /* w ≤ 0: no clipping from here on */
    } clip;
    struct {
      uint64_t
          key; /* what follows, up to the layer's end, looks the same as long as key stays: may be cached */
      bool end;
      int vertices, points; /* of an end: what stands before it in the list */
    } layer;
  };
};

struct dl {
  struct dl_vertex *vertices;
  int vertex_count, vertex_capacity;
  int *indices;
  int index_count, index_capacity;
  struct dl_point *points;
  int point_count, point_capacity;
  int *ends; /* of each contour: the point after its last */
  int end_count, end_capacity;
  struct dl_point
      *returns; /* the far side of a contour under way: it is walked back when the contour closes */
  int return_count, return_capacity;
  int open; /* outlines begun and not ended */
  struct dl_command *commands;
  int command_count, command_capacity;
  char *chars;
  int char_count, char_capacity;
  bool outlines; /* soft-edged shapes become outlines, not triangles: set between frames; dl_reset keeps it */
  bool failed;   /* memory ran out: what came after is missing; cleared by dl_reset */
};

/* An empty list is {0}. Forgets the contents, keeps the memory. */
void dl_reset(struct dl *dl);

/* Frees the memory; the list is empty again. */
void dl_free(struct dl *dl);

/* Adds a vertex; returns its index for dl_triangle (−1 when failed). */
int dl_vertex(struct dl *dl, float x_px, float y_px, struct dl_color color);

/* Adds a triangle of three vertices added before; either winding. */
void dl_triangle(struct dl *dl, int a, int b, int c);

/* The same for many at once: count vertices, the index of the first (−1 when failed); count indices, three a triangle,
** each counted from base. */
int dl_vertices(struct dl *dl, const struct dl_vertex *vertices, int count);
void dl_triangles(struct dl *dl, int base, const int *indices, int count);

/* Begins an outline; what is put down until its end fills as one shape, so that nothing of it blends twice. One begun
** inside another joins it, and its paint is not looked at. */
void dl_outline_begin(struct dl *dl, const struct dl_paint *paint);

/* The next corner of the present contour; or one of its far side, which is walked back to the contour's begin after
** the last corner: a band gives both its sides as it goes. Contours that share an outline and overlap must turn the
** same way. */
void dl_outline_to(struct dl *dl, float x_px, float y_px);
void dl_outline_return(struct dl *dl, float x_px, float y_px);

/* Closes the present contour. Fewer than three corners fill nothing. */
void dl_outline_close(struct dl *dl);

void dl_outline_end(struct dl *dl);

/* A run of text; copied. Empty or NULL text adds nothing. */
void dl_text(struct dl *dl, float x_px, float y_px, float size_px, enum dl_weight weight,
             struct dl_color color, const char *text);

/* Clips what follows to a rectangle; w_px ≤ 0 ends clipping. */
void dl_clip(struct dl *dl, float x_px, float y_px, float w_px, float h_px);

/* Brackets a part that is constant while key is the same (background, stage): the renderer may keep it as a
** texture of the whole target. Opaque, at the bottom of the list, not nested; at most one a frame. What follows it uses no
** vertex from before its end. */
void dl_layer_begin(struct dl *dl, uint64_t key);
void dl_layer_end(struct dl *dl);

/* c with its alpha multiplied by a (0…1); a mixed towards b by u (0…1). */
struct dl_color dl_fade(struct dl_color c, double a);
struct dl_color dl_blend(struct dl_color a, struct dl_color b, double u);

/* 0xRRGGBB, opaque. */
static inline struct dl_color dl_rgb(uint32_t rgb) {
  return (struct dl_color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
}

#endif
