/* The interface: a small immediate-mode layer. A screen is a function that is called once a frame; it places
** words and widgets and receives at once what the player did to them. What it shows goes into a draw list.
**
** unit     1/800 of the height of a 1280 × 800 window; other sizes and shapes scale it (ui_begin). Margins
**          are in units; text is in units times the player's text scale. Contents that do not fit scroll.
** item     something that can have the focus. There is one focus: d-pad, keys, mouse and touch share it.
** area     a part of the window whose contents scroll.
** Modules: focus (items, who has it, what was done), box (layout, areas), words (text), widget, legend.
** No allocation; no clock; main thread. One struct ui lives as long as the window. */
#ifndef SUPINE_UI_H
#define SUPINE_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "cam.h"
#include "dl.h"
#include "loc.h"
#include "palette.h"
#include "skel.h"

#define UI_ITEMS_MAX                                                                                         \
  2048 /* a list of 1,000 routines and then some; more are drawn but cannot have the focus */
#define UI_AREAS_MAX   24 /* areas remembered, of all screens together */
#define UI_EVENTS_MAX  64 /* inputs between two frames; further ones are dropped */
#define UI_SCREENS_MAX 24 /* screens whose focus is remembered */
#define UI_SCRATCH_MAX 16384
#define UI_TEXT_MAX    600 /* bytes of one paragraph of a stranger's making; longer ones are cut */
#define UI_BOXES_MAX   8

#define UI_CAP_EM  0.727f /* cap height of the typeface, in em */
#define UI_LINE_EM 1.35f  /* from base line to base line, in em */

#define UI_UNIT_MIN_PX 0.62f /* a smaller window scrolls more instead of shrinking its text */

enum ui_input_kind {
  UI_UP,
  UI_DOWN,
  UI_LEFT,
  UI_RIGHT,
  UI_ACCEPT,
  UI_BACK,
  UI_MENU,
  UI_ANY, /* any other key or button */
  UI_POINTER_MOVE,
  UI_POINTER_DOWN,
  UI_POINTER_UP,
  UI_WHEEL
};

struct ui_input {
  enum ui_input_kind kind;
  bool touch;       /* a finger, not a mouse */
  float x_px, y_px; /* pointer; wheel: y_px notches up, and the pointer stays where it was */
};

enum ui_glyphs { UI_KEYBOARD, UI_XBOX, UI_PLAYSTATION, UI_NINTENDO, UI_DECK };

enum ui_size { UI_SMALL, UI_BODY, UI_LARGE, UI_HEADING, UI_TITLE, UI_SIZES };

struct ui_frame { /* what one frame is made with; borrowed until ui_end */
  struct dl *dl;
  float w_px, h_px;
  const struct palette *palette;
  const struct loc *loc;
  double text_scale; /* 1…2 */
  enum ui_glyphs glyphs;
  bool reduced_motion;
  const struct skel *skel; /* the avatar's build; NULL: the default adult */
  double now_s;            /* of any steady clock: only for what moves in menus */
  /* Width of text at an em size, pixels. */
  float (*text_width)(void *data, float size_px, enum dl_weight weight, const char *text);
  void *text_data;
};

struct ui_item {
  uint32_t id;
  struct cam_rect rect; /* where it would be without clipping */
  int area;             /* −1: in none */
  unsigned flags;       /* enum focus_flag */
};

struct ui_area {
  uint32_t id; /* 0: free */
  struct cam_rect view;
  float content_px, offset_px;
  int items; /* this frame */
  unsigned seen_frame;
};

struct ui_press { /* a pointer that is down */
  bool down, touch;
  uint32_t id; /* what it went down on; 0: nothing, or a scroll has begun */
  int area;
  float x_px, y_px, offset_px; /* where, and the area's offset then */
  bool scrolling, dragging;
};

struct ui_box {         /* a column that is being filled */
  struct cam_rect rect; /* x and w: the column; y: its top */
  float x_px, w_px;     /* of the part that is filled now */
  float y_px;           /* where the next thing goes */
  float gap_px;
  int columns, column;
  float columns_top_px, columns_low_px;
  int area; /* −1: none */
};

struct ui {
  struct ui_frame frame;
  float unit_px;
  unsigned frame_number;

  struct ui_input events[UI_EVENTS_MAX];
  int event_count;
  float pointer_x_px, pointer_y_px;
  struct ui_press press;

  struct ui_item items[2][UI_ITEMS_MAX]; /* of this frame and of the last */
  int item_count[2];
  int current; /* which of the two is this frame's */
  struct ui_area areas[UI_AREAS_MAX];

  uint32_t screen, focus, first_focus;
  double screen_s; /* when this screen came, as frame.now_s counts */
  struct {
    uint32_t screen, focus;
  } remembered[UI_SCREENS_MAX];
  int remembered_next;
  bool follow; /* the focus is to be kept in view */

  /* what was done, for this frame */
  uint32_t activated; /* item */
  bool by_pointer;    /* activated with a pointer at pointer_x_px */
  uint32_t adjusted;  /* item that takes left and right */
  int adjust;         /* −1 or +1 */
  uint32_t dragged;   /* item under a dragging pointer */
  bool back, menu, any;

  struct ui_box boxes[UI_BOXES_MAX];
  int box_count;
  struct cam_rect clip; /* w ≤ 0: none */

  char scratch[UI_SCRATCH_MAX];
  int scratch_used;
  bool again;
  double moving_hz;
  double last_input_s;
};

/* Queues what the player did; it is seen at the next ui_begin. */
void ui_push(struct ui *ui, struct ui_input input);

/* Begins a frame: sets the unit, moves the focus, finds out what was activated. ui: zeroed before the first.
 */
void ui_begin(struct ui *ui, const struct ui_frame *frame);

/* Ends it. Afterwards ui_again and ui_moving_hz say when the next one is due. */
void ui_end(struct ui *ui);

/* Whether another frame is needed at once: layout or focus settled, or inputs still wait. */
bool ui_again(const struct ui *ui);

/* How many frames a second something on the screen needs to move well; 0: nothing moves. */
double ui_moving_hz(const struct ui *ui);

/* Says so: something on this screen moves and wants hz frames a second. */
void ui_moves(struct ui *ui, double hz);

/* Names the screen that is about to be built; call first in it. A screen that was left gets its focus back.
** first: item that has the focus on the first visit. What was pressed on another screen is forgotten. */
void ui_screen(struct ui *ui, const char *name, uint32_t first);

/* The next visit of that screen begins with its first item again. */
void ui_forget(struct ui *ui, const char *name);

/* An id from a name and a number; never 0. */
uint32_t ui_id(const char *name, int index);

/* Whether back (B, Escape, the legend) or menu was pressed; asking takes it. */
bool ui_took_back(struct ui *ui);
bool ui_took_menu(struct ui *ui);

/* Pixels of a length in units (no text scale). */
float ui_px(const struct ui *ui, float units);

/* Em size in whole pixels of a kind of text, with the text scale. */
float ui_em(const struct ui *ui, enum ui_size size);

/* Distance of contents from the window's edge, pixels. */
float ui_margin(const struct ui *ui);

/* The words of key. */
const char *ui_word(const struct ui *ui, const char *key);

/* The words of key with {1} and {2} filled in (NULL: ""). Lives for this frame, as long as fewer than
** UI_SCRATCH_MAX bytes are made after it. */
const char *ui_fill(struct ui *ui, const char *key, const char *one, const char *two);

/* "1 minute", "4 minutes": key.one or key.many with {1} filled in. */
const char *ui_count(struct ui *ui, const char *key, int n);

/* A printf-style string, for this frame. */
const char *ui_format(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
