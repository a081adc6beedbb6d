#include "words.h"

#include <math.h>
#include <string.h>

#include "box.h"
#include "dl.h"
#include "utf8.h"

#define LINE_MAX_BYTES 256

float words_width(const struct ui *ui, float em_px, enum dl_weight weight, const char *text) {
  return text && *text ? ui->frame.text_width(ui->frame.text_data, em_px, weight, text) : 0;
}

/* Width of the first n bytes; n < LINE_MAX_BYTES. */
static float part_width(const struct ui *ui, const struct words *words, const char *text, size_t n) {
  char part[LINE_MAX_BYTES];
  memcpy(part, text, n);
  part[n] = '\0';
  return words_width(ui, words->em_px, words->weight, part);
}

/* Bytes of the longest beginning of text that fits, at least one character. */
static size_t fitting_characters(const struct ui *ui, const struct words *words, const char *text,
                                 float w_px) {
  const char *at = text;
  size_t fits = 0;
  while (utf8_next(&at)) {
    size_t n = (size_t)(at - text);
    if (n >= LINE_MAX_BYTES) break;
    if (fits > 0 && part_width(ui, words, text, n) > w_px) break;
    fits = n;
  }
  return fits;
}

/* Length in bytes of the next line; *next is where the one after it begins, NULL after the last. */
static size_t next_line(const struct ui *ui, const struct words *words, const char *text, float w_px,
                        const char **next) {
  size_t fits = 0, n = 0;
  for (;;) {
    size_t end = n;
    while (text[end] && text[end] != ' ' && text[end] != '\n') end++;
    if (end >= LINE_MAX_BYTES || part_width(ui, words, text, end) > w_px) break;
    fits = end;
    if (text[end] != ' ') {
      *next = text[end] ? text + end + 1 : NULL;
      return end;
    }
    n = end + 1;
  }
  if (fits == 0 && *text != ' ') {
    fits = fitting_characters(ui, words, text, w_px);
    *next = text[fits] ? text + fits : NULL;
    return fits;
  }
  *next = text + fits;
  while (**next == ' ') (*next)++;
  if (!**next) *next = NULL;
  return fits;
}

static float line_px(const struct words *words) {
  return roundf(words->em_px * (words->line_em > 0 ? words->line_em : UI_LINE_EM));
}

float words_height(const struct ui *ui, const struct words *words, float w_px) {
  if (!words->text || !*words->text) return 0;
  int lines = 0;
  for (const char *at = words->text; at; lines++) next_line(ui, words, at, w_px, &at);
  return (float)lines * line_px(words);
}

float words_widest(const struct ui *ui, const struct words *words, float w_px) {
  float widest = 0;
  const char *next = words->text && *words->text ? words->text : NULL;
  while (next) {
    const char *at = next;
    size_t n = next_line(ui, words, at, w_px, &next);
    widest = fmaxf(widest, part_width(ui, words, at, n));
  }
  return widest;
}

float words_draw(struct ui *ui, const struct words *words, float x_px, float y_px, float w_px) {
  float line = line_px(words), y = y_px;
  const char *next = words->text && *words->text ? words->text : NULL;
  while (next) {
    const char *at = next;
    char part[LINE_MAX_BYTES];
    size_t n = next_line(ui, words, at, w_px, &next);
    memcpy(part, at, n);
    part[n] = '\0';
    if (box_seen(ui, y, line)) {
      float left = w_px - words_width(ui, words->em_px, words->weight, part);
      float x = x_px + (words->align == WORDS_LEFT ? 0 : words->align == WORDS_CENTRE ? left / 2 : left);
      /* capitals stand in the middle of their line */
      float base = y + (line + words->em_px * UI_CAP_EM) / 2;
      dl_text(ui->frame.dl, roundf(x), roundf(base), words->em_px, words->weight, words->color, part);
    }
    y += line;
  }
  return y - y_px;
}

float words_fit(const struct ui *ui, float em_px, float least_px, enum dl_weight weight, const char *text,
                float w_px) {
  float em = floorf(em_px), w = words_width(ui, em, weight, text);
  if (w > w_px && w > 0) em = floorf(em * w_px / w);
  while (em > least_px && words_width(ui, em, weight, text) > w_px) em -= 1;
  return fmaxf(em, least_px);
}
