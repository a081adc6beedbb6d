#include "emblem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const forms[EMBLEM_FORMS] = {"disc", "ring", "leaf", "drop", "wave", "arc",
                                                "star", "hill", "moon", "roll", "bar",  "figure"};
static const char *const tones[EMBLEM_TONES] = {"warm", "cool", "green", "sun", "pale", "dark"};

static int index_of(const char *const *names, int count, const char *name) {
  int i = 0;
  while (i < count && strcmp(names[i], name) != 0) i++;
  return i;
}

const char *emblem_form_name(enum emblem_form form) {
  assert(form >= 0 && form < EMBLEM_FORMS);
  return forms[form];
}

const char *emblem_tone_name(enum emblem_tone tone) {
  assert(tone >= 0 && tone < EMBLEM_TONES);
  return tones[tone];
}

enum emblem_form emblem_form_of(const char *name) {
  return (enum emblem_form)index_of(forms, EMBLEM_FORMS, name);
}

enum emblem_tone emblem_tone_of(const char *name) {
  return (enum emblem_tone)index_of(tones, EMBLEM_TONES, name);
}

/* Written so that a number that is none fails. */
static bool within(float value, float least, float most) {
  return value >= least && value <= most;
}

static bool shape_good(const struct emblem_shape *shape) {
  return (int)shape->form >= 0 && shape->form < EMBLEM_FORMS && (int)shape->tone >= 0 &&
         shape->tone < EMBLEM_TONES && within(shape->x, -1.0f, 1.0f) && within(shape->y, -1.0f, 1.0f) &&
         within(shape->size, 0.02f, 2.0f) && within(shape->turn_deg, -360.0f, 360.0f);
}

bool emblem_good(const struct emblem *emblem) {
  if (emblem->count < 0 || emblem->count > EMBLEM_SHAPES_MAX) return false;
  for (int i = 0; i < emblem->count; i++) {
    if (!shape_good(&emblem->shapes[i])) return false;
  }
  return true;
}

/* A space and a number that reads back as the same: nine digits are always enough for a float, fewer look
** better. */
static size_t print_number(float value, char *out, size_t size) {
  int length = 0;
  for (int digits = 6; digits <= 9; digits++) {
    length = snprintf(out, size, " %.*g", digits, (double)value);
    if (strtof(out, NULL) == value) break;
  }
  return (size_t)length;
}

char *emblem_print(const struct emblem *emblem, char *out, size_t size) {
  assert(size >= EMBLEM_TEXT_SIZE && emblem_good(emblem));
  size_t used = 0;
  out[0] = '\0';
  for (int i = 0; i < emblem->count; i++) {
    const struct emblem_shape *shape = &emblem->shapes[i];
    used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? "; " : "", forms[shape->form],
                             tones[shape->tone]);
    used += print_number(shape->x, out + used, size - used);
    used += print_number(shape->y, out + used, size - used);
    used += print_number(shape->size, out + used, size - used);
    used += print_number(shape->turn_deg, out + used, size - used);
  }
  return out;
}

/* The word at *at, of lower-case letters, ended by one space that is stepped over; false when there is none
** that fits. */
static bool take_word(const char **at, char *word, size_t size) {
  size_t length = strspn(*at, "abcdefghijklmnopqrstuvwxyz");
  if (length == 0 || length >= size || (*at)[length] != ' ') return false;
  memcpy(word, *at, length);
  word[length] = '\0';
  *at += length + 1;
  return true;
}

/* strtof alone would also take blanks, "inf" and hexadecimal numbers. */
static bool take_number(const char **at, float *value) {
  size_t length = strspn(*at, "+-.0123456789eE");
  char *end;
  *value = strtof(*at, &end);
  if (length == 0 || end != *at + length) return false;
  *at = end;
  return true;
}

static bool take_shape(const char **at, struct emblem_shape *shape) {
  char form[16], tone[16];
  if (!take_word(at, form, sizeof form) || !take_word(at, tone, sizeof tone)) return false;
  shape->form = emblem_form_of(form);
  shape->tone = emblem_tone_of(tone);
  float *const numbers[] = {&shape->x, &shape->y, &shape->size, &shape->turn_deg};
  for (int i = 0; i < 4; i++) {
    if (i > 0 && *(*at)++ != ' ') return false;
    if (!take_number(at, numbers[i])) return false;
  }
  return shape_good(shape);
}

bool emblem_parse(const char *text, struct emblem *out) {
  struct emblem read = {0};
  const char *at = text;
  out->count = 0;
  while (*at) {
    if (read.count > 0) {
      if (strncmp(at, "; ", 2) != 0) return false;
      at += 2;
    }
    if (read.count == EMBLEM_SHAPES_MAX || !take_shape(&at, &read.shapes[read.count])) return false;
    read.count++;
  }
  *out = read;
  return true;
}
