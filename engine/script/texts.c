#include "texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "utf8.h"

#define DOTTED_MAX 256

static const char *const part_keys[] = {"cue", "hint", "say", "lane", NULL};

/* ---- the locale file ---- */

struct flattening {
  struct reader *r;
  struct loc *loc;
  struct arena *arena;
  int entries;
};

static void flatten(struct flattening *f, const struct reader_at *at, const char *dotted) {
  if (!reader_table(f->r, at, "a table of texts")) return;
  for (int i = 0; i < at->value->count; i++) {
    const struct wire_entry *entry = &at->value->entries[i];
    struct reader_at child = entry->key ? reader_field(at, entry->key) : reader_item(at, entry->index);
    char key[DOTTED_MAX];
    int n = entry->key ? snprintf(key, sizeof key, "%s%s%s", dotted, dotted[0] ? "." : "", entry->key)
                       : snprintf(key, sizeof key, "%s%s%d", dotted, dotted[0] ? "." : "", entry->index);
    if (n < 0 || (size_t)n >= sizeof key) {
      reader_fail(f->r, &child, "its names together are too long");
    } else if (entry->value.type == WIRE_TABLE) {
      flatten(f, &child, key);
    } else if (++f->entries > TEXTS_ENTRIES_MAX) {
      reader_fail(f->r, &child, "a locale file has at most %d texts", TEXTS_ENTRIES_MAX);
      return;
    } else {
      const char *text = NULL;
      if (reader_text(f->r, &child, TEXTS_BYTES_MAX, &text) && loc_add(f->loc, f->arena, key, text) < 0)
        reader_fail(f->r, &child, "no memory left to read it");
    }
    if (f->entries > TEXTS_ENTRIES_MAX) return;
  }
}

void texts_read_locale(struct reader *r, const struct reader_at *at, struct loc *loc, struct arena *arena) {
  struct flattening f = {r, loc, arena, 0};
  flatten(&f, at, "");
}

/* ---- what a phase says ---- */

static int characters(const char *text) {
  int n = 0;
  while (utf8_next(&text)) n++;
  return n;
}

/* Exactly one [key word] in what is spoken: its sound lands on the phase's first frame. */
static bool has_one_key_word(const char *say) {
  const char *open = strchr(say, '['), *close = strchr(say, ']');
  return open && close && close > open + 1 && !strchr(open + 1, '[') && !strchr(close + 1, ']');
}

static void check(struct reader *r, const struct reader_at *at, const struct routine_words *words) {
  char shown[READER_SHOWN_MAX];
  if (words->say[0] && !has_one_key_word(words->say))
    reader_fail(r, at, "say needs one [key word] in brackets, the one that falls on the start of the phase");
  if (characters(words->cue) > TEXTS_CUE_MAX)
    reader_fail(r, at, "cue '%s' is too long to be read from afar; at most %d characters",
                reader_shown(words->cue, shown), TEXTS_CUE_MAX);
}

static const char **part(struct routine_words *words, int i) {
  const char **parts[] = {&words->cue, &words->hint, &words->say, &words->lane};
  return parts[i];
}

static void read_parts(struct reader *r, const struct reader_at *at, struct routine_words *out) {
  reader_keys(r, at, part_keys, NULL, false);
  for (int i = 0; part_keys[i]; i++) {
    struct reader_at text = reader_field(at, part_keys[i]);
    reader_text(r, &text, TEXTS_BYTES_MAX, part(out, i));
  }
  check(r, at, out);
}

static void offer_cues(struct nearest *search, const struct loc *loc, struct arena *arena) {
  for (int i = 0; loc && i < loc->count; i++) {
    const char *key = loc->entries[i].key;
    if (strncmp(key, "cues.", 5) != 0) continue;
    char *name = arena_copy(arena, key + 5);
    char *dot = name ? strchr(name, '.') : NULL;
    if (dot) *dot = '\0';
    nearest_offer(search, name);
  }
}

static void read_key(struct reader *r, const struct reader_at *at, const struct loc *loc,
                     struct routine_words *out) {
  const char *name = NULL;
  if (!reader_text(r, at, READER_KEY_MAX, &name)) return;
  int found = 0;
  for (int i = 0; part_keys[i]; i++) {
    char key[DOTTED_MAX + READER_KEY_MAX];
    snprintf(key, sizeof key, "cues.%s.%s", name, part_keys[i]);
    const char *text = loc_find(loc, key);
    if (!text) continue;
    text = arena_copy(r->arena, text);
    if (text) *part(out, i) = text;
    found++;
  }
  if (found > 0) {
    check(r, at, out);
    return;
  }
  char shown[READER_SHOWN_MAX];
  reader_shown(name, shown);
  struct nearest search = {.word = name};
  offer_cues(&search, loc, r->arena);
  if (search.best)
    reader_fail(r, at, "there are no cues '%s' in the locale file; did you mean '%s'?", shown, search.best);
  else
    reader_fail(r, at, "there are no cues '%s' in the locale file; add them there", shown);
}

static bool is_language(const char *key) {
  size_t n = strlen(key);
  return (n == 2 || (n == 5 && key[2] == '_')) && islower((unsigned char)key[0]) &&
         islower((unsigned char)key[1]);
}

static bool by_language(const struct wire_data *table) {
  if (table->count == 0) return false;
  for (int i = 0; i < table->count; i++)
    if (!table->entries[i].key || !is_language(table->entries[i].key)) return false;
  return true;
}

/* What a table by language says in the player's, else in English, else in any. */
static struct reader_at in_language(const struct reader_at *at, const char *language) {
  struct reader_at one = reader_field(at, language);
  if (!reader_present(&one)) one = reader_field(at, "en");
  if (!reader_present(&one)) one = reader_field(at, at->value->entries[0].key);
  return one;
}

void texts_read(struct reader *r, const struct reader_at *at, const struct loc *loc, const char *language,
                struct routine_words *out) {
  *out = (struct routine_words){"", "", "", ""};
  if (!reader_present(at)) return;
  if (at->value->type == WIRE_STRING) {
    read_key(r, at, loc, out);
    return;
  }
  if (!reader_table(r, at, "a key of the locale's cues, or a table of cue, hint, say and lane")) return;
  if (!by_language(at->value)) {
    read_parts(r, at, out);
    return;
  }
  struct reader_at one = in_language(at, language);
  if (one.value->type == WIRE_STRING)
    read_key(r, &one, loc, out);
  else if (reader_table(r, &one, "a table of cue, hint, say and lane"))
    read_parts(r, &one, out);
}

bool texts_read_title(struct reader *r, const struct reader_at *at, const struct loc *loc, size_t max,
                      const char **out) {
  const char *text = NULL;
  if (!reader_text(r, at, max, &text)) return false;
  if (!text) return true;
  const char *found = loc_find(loc, text);
  text = found ? arena_copy(r->arena, found) : text;
  if (!text) return reader_fail(r, at, "no memory left to read it");
  *out = text;
  return true;
}

bool texts_read_line(struct reader *r, const struct reader_at *at, const struct loc *loc,
                     const char *language, size_t max, const char **out) {
  bool choice = at->value && at->value->type == WIRE_TABLE && by_language(at->value);
  if (!choice) return texts_read_title(r, at, loc, max, out);
  struct reader_at one = in_language(at, language);
  return texts_read_title(r, &one, loc, max, out);
}
