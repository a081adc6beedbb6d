/* A badge's picture as data: a few shapes on a round medal, drawn by the drawing room. Pure. */
#ifndef SUPINE_EMBLEM_H
#define SUPINE_EMBLEM_H

#include <stdbool.h>
#include <stddef.h>

#define EMBLEM_SHAPES_MAX 16
#define EMBLEM_TEXT_SIZE  1536 /* of emblem_print's result, with its end */

enum emblem_form {
  EMBLEM_DISC,
  EMBLEM_RING,
  EMBLEM_LEAF,
  EMBLEM_DROP,
  EMBLEM_WAVE,
  EMBLEM_ARC,
  EMBLEM_STAR,
  EMBLEM_HILL,
  EMBLEM_MOON,
  EMBLEM_ROLL, /* the towel: a spiral */
  EMBLEM_BAR,
  EMBLEM_FIGURE, /* somebody lying */
  EMBLEM_FORMS
};

enum emblem_tone {
  EMBLEM_WARM,
  EMBLEM_COOL,
  EMBLEM_GREEN,
  EMBLEM_SUN,
  EMBLEM_PALE,
  EMBLEM_DARK,
  EMBLEM_TONES
};

struct emblem_shape {
  enum emblem_form form;
  enum emblem_tone tone;
  float x, y;     /* of its middle, −1…1 from the medal's middle, y up */
  float size;     /* its width, 0.02…2: 2 is the whole medal */
  float turn_deg; /* anticlockwise, −360…360 */
};

struct emblem {
  int count;
  struct emblem_shape shapes[EMBLEM_SHAPES_MAX]; /* first lies lowest */
};

/* Names as scripts write them: "leaf", "warm". */
const char *emblem_form_name(enum emblem_form form);
const char *emblem_tone_name(enum emblem_tone tone);
enum emblem_form emblem_form_of(const char *name); /* EMBLEM_FORMS: unknown */
enum emblem_tone emblem_tone_of(const char *name); /* EMBLEM_TONES: unknown */

/* Whether every shape is known and every number finite and inside its limits. */
bool emblem_good(const struct emblem *emblem);

/* As one line of text ("leaf green 0 0.25 0.8 30; ring sun 0 0 1.8 0"; "" has no shapes) and back, without
** loss: what is printed reads as the same emblem. print wants a good emblem and returns out; size: at least
** EMBLEM_TEXT_SIZE. parse returns false, and an emblem of no shapes, when the text is not of that form or not
** good. */
char *emblem_print(const struct emblem *emblem, char *out, size_t size);
bool emblem_parse(const char *text, struct emblem *out);

#endif
