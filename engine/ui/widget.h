/* What the player can press, and the panels that words stand on. All are placed into the open column (box.h).
 */
#ifndef SUPINE_WIDGET_H
#define SUPINE_WIDGET_H

#include "focus.h"
#include "words.h"

enum widget_style { WIDGET_PLAIN, WIDGET_PRIMARY };

struct widget_button {
  uint32_t id;
  enum widget_style style;
  const char *text;   /* wraps */
  const char *detail; /* smaller, below; NULL: none */
  const char *aside;  /* short, at the right end: "4 min"; NULL: none */
  bool centred;       /* text in the middle: for buttons that are as wide as their words */
  enum ui_size size;  /* of text; UI_SMALL counts as UI_BODY */
};

/* Draws the button; true once when it was activated. */
bool widget_button(struct ui *ui, const struct widget_button *button);

/* A plain button of one line. */
bool widget_press(struct ui *ui, uint32_t id, const char *text);

/* Words over the whole width of the column. */
void widget_text(struct ui *ui, enum ui_size size, enum dl_weight weight, struct dl_color color,
                 const char *text);
void widget_title(struct ui *ui, const char *text);
void widget_heading(struct ui *ui, const char *text);
void widget_paragraph(struct ui *ui, const char *text); /* body size */
void widget_note(struct ui *ui, const char *text);      /* small and dim; NULL or "": nothing */

/* A panel with a heading and a paragraph on it. mark: colour of a bar at its left edge, alpha 0: none. */
void widget_card(struct ui *ui, const char *heading, const char *text, struct dl_color mark);

/* A row with a label, a line that explains it (NULL: none) and a value that is one of several. Left and
** right, the wheel of choices, a tap on either arrow change it. Returns −1, 0 or +1. first, last: there is
** no lower, higher. */
int widget_choice(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                  bool first, bool last);

/* The same with a switch: true once when it was turned. */
bool widget_switch(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                   bool on);

/* The same with a bar to drag; *u 0…1 is the place of the value. Returns −1 or +1 for a step with left and
** right; 2 where *u was set with a pointer; 0. */
int widget_slider(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                  double *u);

/* A line over the picture's top edge that stays until its cause is gone: "No sound device: …". NULL or "":
** nothing. Returns the height it covers. */
float widget_banner(struct ui *ui, const char *text);

/* A short word at the bottom in the middle. opacity 0…1; the caller lets it fade. */
void widget_toast(struct ui *ui, const char *text, double opacity);

/* Colours of words on a panel: with the focus its fill is a touch of the accent, and dim words are brighter. */
struct dl_color widget_fill(const struct palette *palette, bool focused);
struct dl_color widget_dim(const struct palette *palette, bool focused);

/* Width that a button of one line needs, so that it need not be wider. */
float widget_button_width(const struct ui *ui, enum ui_size size, const char *text);

/* Height of a button of one line, with a text of at least UI_BODY and nothing below it. */
float widget_button_height(const struct ui *ui, enum ui_size size);

/* The panel of an item: filled, with the ring when it has the focus. */
void widget_panel(struct ui *ui, struct cam_rect rect, enum widget_style style, struct focus_state state);

/* Words of the interface's sizes, to be measured and drawn by hand. */
struct words widget_words(const struct ui *ui, enum ui_size size, enum dl_weight weight,
                          struct dl_color color, const char *text);

/* The warm counterpart of the colour `good`, as it can be seen on a panel. */
struct dl_color widget_warm(const struct palette *palette);

/* Distance of what stands on a panel of the open column from its sides, pixels. */
float widget_pad(const struct ui *ui);

/* A panel that cannot be pressed. */
void widget_ground(struct ui *ui, struct cam_rect rect);

#endif
