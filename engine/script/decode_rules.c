#include "decode_rules.h"

#include <math.h>
#include <string.h>

#include "civil.h"
#include "record.h"
#include "texts.h"
#include "utf8.h"

#define TITLE_MAX   120 /* bytes */
#define SUMMARY_MAX 300
#define WORDS_MAX   (RECORD_TEXT_SIZE - 1) /* an earned badge is kept with its words */
#define COUNT_MAX   1000000
#define FREEZES_MAX 100
#define DONE_MAX    1e12
#define MADE_MAX    4096 /* bytes of a sentence before it is cut */

static const char *const streak_keys[] = {"id", "title", "summary", "state", NULL};
static const char *const state_keys[] = {"count",   "best",       "headline", "best_words",
                                         "freezes", "week_start", "week",     "week_words",
                                         "lines",   "spans",      NULL};
static const char *const span_keys[] = {"from", "to", "note", NULL};
static const char *const leaf_names[] = {"open", "done", "rest", "frozen", "away", NULL};
static const char *const badge_keys[] = {"id", "title", "words", "emblem", "progress", "hidden", NULL};
static const char *const shape_keys[] = {"form", "tone", "x", "y", "size", "turn", NULL};

static bool wanted(struct reader *r, const struct reader_at *at) {
  return reader_present(at) || reader_fail(r, at, "is missing");
}

static void *take(struct reader *r, const struct reader_at *at, size_t count, size_t size) {
  void *memory = arena_array(r->arena, count ? count : 1, size);
  if (!memory) reader_fail(r, at, "no memory left to read it");
  return memory;
}

/* A sentence that a rule made up, cut where it is too long; "" where there is none. */
static bool read_made(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                      const char **out) {
  const char *text = NULL;
  *out = "";
  if (!texts_read_line(r, at, words->loc, words->language, MADE_MAX, &text)) return false;
  if (!text) return true;
  char *copy = arena_copy(r->arena, text);
  if (!copy) return reader_fail(r, at, "no memory left to read it");
  utf8_cut(copy, DECODE_LINE_MAX);
  *out = copy;
  return true;
}

/* The answer of the rule in `key`, as if it stood in its place: "state.count". False, and a finding, when it
** failed or is no function; without a finding of its own where the host has told already why there is none. */
static bool read_answer(struct reader *r, const struct reader_at *at, const char *key, const char *value_key,
                        struct reader_at *out) {
  *out = reader_field(at, key);
  if (!wanted(r, out)) return false;
  if (out->value->type != WIRE_TABLE) return reader_fail(r, out, "must be a function of the history");
  const struct wire_data *fault = wire_find(out->value, "fault", 0);
  if (fault) {
    const struct wire_data *line = wire_find(out->value, "line", 0);
    bool known = line && line->type == WIRE_NUMBER && line->number >= 1 && line->number <= WIRE_FILE_MAX;
    if (known) out->line = (int)line->number;
    bool told = fault->type != WIRE_STRING || fault->text[0] == '\0';
    return !told && reader_fail(r, out, "%s", fault->text);
  }
  if (!value_key) return true;
  out->value = wire_find(out->value, value_key, 0);
  return wanted(r, out);
}

/* ---- streaks ---- */

static bool is_function(const struct reader_at *at) {
  return at->value && (at->value->type == WIRE_TABLE ||
                       (at->value->type == WIRE_OTHER && strcmp(at->value->text, "function") == 0));
}

const struct streak_rule *decode_streak_rule(struct reader *r, const struct reader_at *at,
                                             const struct decode_words *words) {
  int before = reader_errors(r);
  struct streak_rule *rule = take(r, at, 1, sizeof *rule);
  if (!rule || !reader_table(r, at, "a table of id, title, summary and state")) return NULL;
  *rule = (struct streak_rule){.id = "", .title = "", .summary = "", .file = arena_copy(r->arena, r->file)};
  if (!rule->file) rule->file = "";
  reader_keys(r, at, streak_keys, NULL, false);
  struct reader_at id = reader_field(at, "id"), title = reader_field(at, "title"),
                   summary = reader_field(at, "summary"), state = reader_field(at, "state");
  reader_id(r, &id, true, &rule->id);
  if (wanted(r, &title)) texts_read_line(r, &title, words->loc, words->language, TITLE_MAX, &rule->title);
  texts_read_line(r, &summary, words->loc, words->language, SUMMARY_MAX, &rule->summary);
  if (wanted(r, &state) && !is_function(&state)) reader_fail(r, &state, "must be a function of the history");
  return reader_errors(r) == before ? rule : NULL;
}

static void read_week(struct reader *r, const struct reader_at *at, struct streak *streak) {
  struct reader_at start = reader_field(at, "week_start"), week = reader_field(at, "week");
  int day = 0;
  if (wanted(r, &start) && reader_integer(r, &start, CIVIL_DAY_MIN, CIVIL_DAY_MAX - STREAK_LEAVES, &day))
    streak->week_start = day;
  if (!wanted(r, &week)) return;
  int count = reader_list(r, &week, STREAK_LEAVES, "a list of seven leaves");
  if (count >= 0 && count != STREAK_LEAVES)
    reader_fail(r, &week, "has %d leaves; a week has %d", count, STREAK_LEAVES);
  for (int i = 0; i < count; i++) {
    struct reader_at leaf = reader_item(&week, i + 1);
    int kind = STREAK_OPEN;
    reader_choice(r, &leaf, leaf_names, &kind);
    streak->week[i] = (enum streak_leaf)kind;
  }
}

static void read_lines(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                       struct streak *streak) {
  if (!reader_present(at)) return;
  int count = reader_list(r, at, STREAK_LINES_MAX, "a list of sentences");
  for (int i = 0; i < count; i++) {
    struct reader_at line = reader_item(at, i + 1);
    if (read_made(r, &line, words, &streak->lines[streak->line_count])) streak->line_count++;
  }
}

static void read_spans(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                       struct streak *streak) {
  if (!reader_present(at)) return;
  int count = reader_list(r, at, STREAK_SPANS_MAX, "a list of spans");
  struct streak_span *spans = count > 0 ? take(r, at, (size_t)count, sizeof *spans) : NULL;
  if (!spans) return;
  streak->spans = spans;
  for (int i = 0; i < count; i++) {
    struct reader_at span = reader_item(at, i + 1);
    int from = 0, to = 0;
    spans[i].note = "";
    if (!reader_table(r, &span, "a span: from, to and a note")) continue;
    reader_keys(r, &span, span_keys, NULL, false);
    struct reader_at first = reader_field(&span, "from"), last = reader_field(&span, "to"),
                     note = reader_field(&span, "note");
    bool ok = wanted(r, &first) && reader_integer(r, &first, CIVIL_DAY_MIN, CIVIL_DAY_MAX, &from) &&
              wanted(r, &last) && reader_integer(r, &last, CIVIL_DAY_MIN, CIVIL_DAY_MAX, &to);
    if (ok && to < from) reader_fail(r, &span, "ends before it begins");
    read_made(r, &note, words, &spans[i].note);
    spans[i].from = from;
    spans[i].to = to;
  }
  streak->span_count = count;
}

static void read_counts(struct reader *r, const struct reader_at *at, struct streak *streak) {
  struct reader_at count = reader_field(at, "count"), best = reader_field(at, "best"),
                   freezes = reader_field(at, "freezes");
  bool ok = wanted(r, &count) && reader_integer(r, &count, 0, COUNT_MAX, &streak->count);
  ok = wanted(r, &best) && reader_integer(r, &best, 0, COUNT_MAX, &streak->best) && ok;
  if (ok && streak->best < streak->count)
    reader_fail(r, &best, "is %d, but count is %d already", streak->best, streak->count);
  reader_integer(r, &freezes, -1, FREEZES_MAX, &streak->freezes);
}

const struct streak *decode_streak(struct reader *r, const struct reader_at *at,
                                   const struct decode_words *words) {
  int before = reader_errors(r);
  struct streak *streak = take(r, at, 1, sizeof *streak);
  const struct streak_rule *rule = decode_streak_rule(r, at, words);
  struct reader_at state;
  if (!streak || !rule || !read_answer(r, at, "state", "value", &state)) return NULL;
  if (!reader_table(r, &state, "a function that returns a table")) return NULL;
  *streak = (struct streak){.rule = rule->id, .title = rule->title, .summary = rule->summary, .freezes = -1};
  reader_keys(r, &state, state_keys, NULL, false);
  read_counts(r, &state, streak);
  read_week(r, &state, streak);
  struct reader_at headline = reader_field(&state, "headline"), best = reader_field(&state, "best_words"),
                   week = reader_field(&state, "week_words"), lines = reader_field(&state, "lines"),
                   spans = reader_field(&state, "spans");
  if (wanted(r, &headline)) read_made(r, &headline, words, &streak->headline);
  read_made(r, &best, words, &streak->best_words);
  read_made(r, &week, words, &streak->week_words);
  read_lines(r, &lines, words, streak);
  read_spans(r, &spans, words, streak);
  return reader_errors(r) == before ? streak : NULL;
}

/* ---- badges ---- */

static void read_shape(struct reader *r, const struct reader_at *at, struct emblem_shape *shape) {
  const char *forms[EMBLEM_FORMS + 1] = {NULL}, *tones[EMBLEM_TONES + 1] = {NULL};
  int form = 0, tone = 0;
  double x = 0, y = 0, size = 1, turn_deg = 0;
  for (int i = 0; i < EMBLEM_FORMS; i++) forms[i] = emblem_form_name((enum emblem_form)i);
  for (int i = 0; i < EMBLEM_TONES; i++) tones[i] = emblem_tone_name((enum emblem_tone)i);
  if (!reader_table(r, at, "a shape: form, tone, x, y, size and turn")) return;
  reader_keys(r, at, shape_keys, NULL, false);
  struct reader_at form_at = reader_field(at, "form"), tone_at = reader_field(at, "tone"),
                   x_at = reader_field(at, "x"), y_at = reader_field(at, "y"),
                   size_at = reader_field(at, "size"), turn_at = reader_field(at, "turn");
  if (wanted(r, &form_at)) reader_choice(r, &form_at, forms, &form);
  if (wanted(r, &tone_at)) reader_choice(r, &tone_at, tones, &tone);
  reader_number(r, &x_at, -1, 1, &x);
  reader_number(r, &y_at, -1, 1, &y);
  reader_number(r, &size_at, 0.02, 2, &size);
  reader_number(r, &turn_at, -360, 360, &turn_deg);
  *shape = (struct emblem_shape){
      (enum emblem_form)form, (enum emblem_tone)tone, (float)x, (float)y, (float)size, (float)turn_deg};
}

static void read_emblem(struct reader *r, const struct reader_at *at, struct emblem *emblem) {
  if (!wanted(r, at)) return;
  int count = reader_list(r, at, EMBLEM_SHAPES_MAX, "a list of shapes");
  if (count == 0) reader_fail(r, at, "is empty; draw at least one shape");
  for (int i = 0; i < count; i++) {
    struct reader_at shape = reader_item(at, i + 1);
    read_shape(r, &shape, &emblem->shapes[i]);
  }
  if (count > 0) emblem->count = count;
}

/* done, goal and words; `done` may be yes or no, with a goal of 1. */
static bool read_progress(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                          struct badge *badge) {
  struct reader_at answer;
  if (!read_answer(r, at, "progress", NULL, &answer)) return false;
  struct reader_at done = reader_field(&answer, "done"), goal = reader_field(&answer, "goal"),
                   said = reader_field(&answer, "words");
  if (!wanted(r, &done)) return false;
  bool yes_or_no = done.value->type == WIRE_BOOLEAN;
  if (yes_or_no)
    badge->done = done.value->boolean ? 1 : 0;
  else
    reader_number(r, &done, 0, DONE_MAX, &badge->done);
  if (!yes_or_no && !wanted(r, &goal)) return false;
  if (reader_number(r, &goal, 0, DONE_MAX, &badge->goal) && !(badge->goal > 0))
    reader_fail(r, &goal, "must be above 0");
  return read_made(r, &said, words, &badge->progress_words);
}

static bool read_badge(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                       const char *file, struct badge *badge) {
  int before = reader_errors(r);
  *badge = (struct badge){.id = "", .title = "", .words = "", .file = file, .goal = 1, .progress_words = ""};
  if (!reader_table(r, at, "a badge: id, title, words, emblem and progress")) return false;
  reader_keys(r, at, badge_keys, NULL, false);
  struct reader_at id = reader_field(at, "id"), title = reader_field(at, "title"),
                   said = reader_field(at, "words"), emblem = reader_field(at, "emblem"),
                   hidden = reader_field(at, "hidden");
  reader_id(r, &id, true, &badge->id);
  if (wanted(r, &title)) texts_read_line(r, &title, words->loc, words->language, TITLE_MAX, &badge->title);
  if (wanted(r, &said)) texts_read_line(r, &said, words->loc, words->language, WORDS_MAX, &badge->words);
  read_emblem(r, &emblem, &badge->emblem);
  reader_boolean(r, &hidden, &badge->hidden_until_earned);
  return read_progress(r, at, words, badge) && reader_errors(r) == before;
}

bool decode_badges(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                   struct badge_list *out) {
  *out = (struct badge_list){0};
  if (!reader_table(r, at, "a badge or a list of badges")) return false;
  bool list = at->value->count > 0 && !at->value->entries[0].key;
  int count = list ? reader_list(r, at, WIRE_CALLS_MAX, "a list of badges") : 1;
  if (count < 0) return false;
  const char *file = arena_copy(r->arena, r->file);
  struct badge *badges = take(r, at, (size_t)count, sizeof *badges);
  if (!badges || !file) return false;
  for (int i = 0; i < count; i++) {
    struct reader_at item = list ? reader_item(at, i + 1) : *at;
    struct badge *badge = &badges[out->count];
    bool ok = read_badge(r, &item, words, file, badge);
    for (int other = 0; other < out->count && ok; other++) {
      if (strcmp(badges[other].id, badge->id) != 0) continue;
      ok = reader_fail(r, &item, "another badge of this file already has the id \"%s\"", badge->id);
    }
    if (ok) out->count++;
  }
  out->badges = badges;
  return true;
}
