#include "rules_kept.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "pack.h"

#define BADGES_MAX 2000

/* ---- the question ------------------------------------------------------------------------------------- */

/* Two FNV-1a sums that start apart: no key to anything, only unlikely to be the same by chance. */
struct sums {
  uint64_t a, b;
};

static void add(struct sums *sums, const void *bytes, size_t n) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < n; i++) {
    sums->a = (sums->a ^ at[i]) * UINT64_C(0x100000001b3);
    sums->b = (sums->b ^ at[i] ^ 0x5a) * UINT64_C(0x100000001b3);
  }
}

static void add_text(struct sums *sums, const char *text) {
  add(sums, text, strlen(text) + 1);
}

void rules_kept_question(const struct hist *hist, int32_t today, const char *streak_id,
                         const struct catalog *catalog, const struct source *const *sources, int count,
                         char out[RULES_KEPT_QUESTION]) {
  struct sums sums = {UINT64_C(0xcbf29ce484222325), UINT64_C(0x84222325cbf29ce4)};
  struct wire_out packed = {.limit = WIRE_HISTORY_MAX};
  pack_history(hist, today, &catalog->loc, catalog->language, &packed);
  *out = '\0';
  if (!packed.failed) {
    add(&sums, packed.bytes, packed.size);
    add_text(&sums, SUPINE_VERSION);
    add_text(&sums, streak_id);
    for (int i = 0; i < count; i++) {
      add_text(&sums, sources[i]->file);
      add(&sums, sources[i]->bytes, sources[i]->size);
    }
    for (int i = 0; i < catalog->loc.count; i++) {
      add_text(&sums, catalog->loc.entries[i].key);
      add_text(&sums, catalog->loc.entries[i].text);
    }
    snprintf(out, RULES_KEPT_QUESTION, "%016" PRIx64 "%016" PRIx64, sums.a, sums.b);
  }
  wire_out_clear(&packed);
}

/* ---- printing ----------------------------------------------------------------------------------------- */

static void put_text(struct json_object *object, const char *key, const char *text) {
  json_object_object_add(object, key, json_object_new_string(text));
}

static void put_number(struct json_object *object, const char *key, double number) {
  json_object_object_add(object, key, json_object_new_double(number));
}

static struct json_object *print_spans(const struct streak *streak) {
  struct json_object *spans = json_object_new_array();
  for (int i = 0; i < streak->span_count; i++) {
    struct json_object *span = json_object_new_object();
    put_number(span, "from", streak->spans[i].from);
    put_number(span, "to", streak->spans[i].to);
    put_text(span, "note", streak->spans[i].note);
    json_object_array_add(spans, span);
  }
  return spans;
}

static struct json_object *print_streak(const struct streak *streak) {
  struct json_object *object = json_object_new_object(), *week = json_object_new_array(),
                     *lines = json_object_new_array();
  put_text(object, "rule", streak->rule);
  put_text(object, "title", streak->title);
  put_text(object, "summary", streak->summary);
  put_number(object, "count", streak->count);
  put_number(object, "best", streak->best);
  put_text(object, "headline", streak->headline);
  put_text(object, "best_words", streak->best_words);
  put_number(object, "freezes", streak->freezes);
  put_number(object, "week_start", streak->week_start);
  for (int i = 0; i < STREAK_LEAVES; i++)
    json_object_array_add(week, json_object_new_int((int)streak->week[i]));
  json_object_object_add(object, "week", week);
  put_text(object, "week_words", streak->week_words);
  for (int i = 0; i < streak->line_count; i++)
    json_object_array_add(lines, json_object_new_string(streak->lines[i]));
  json_object_object_add(object, "lines", lines);
  json_object_object_add(object, "spans", print_spans(streak));
  return object;
}

static struct json_object *print_badge(const struct badge *badge) {
  char emblem[EMBLEM_TEXT_SIZE];
  struct json_object *object = json_object_new_object();
  put_text(object, "id", badge->id);
  put_text(object, "title", badge->title);
  put_text(object, "words", badge->words);
  put_text(object, "file", badge->file);
  put_text(object, "emblem", emblem_print(&badge->emblem, emblem, sizeof emblem));
  put_number(object, "done", badge->done);
  put_number(object, "goal", badge->goal);
  put_text(object, "progress", badge->progress_words);
  json_object_object_add(object, "hidden", json_object_new_boolean(badge->hidden_until_earned));
  return object;
}

char *rules_kept_print(const struct rules_result *result, const char *question) {
  if (!*question || !result->streak || result->findings.count > 0) return NULL;
  struct json_object *object = json_object_new_object(), *badges = json_object_new_array();
  put_text(object, "question", question);
  json_object_object_add(object, "streak", print_streak(result->streak));
  for (int i = 0; i < result->badges.count; i++)
    json_object_array_add(badges, print_badge(&result->badges.badges[i]));
  json_object_object_add(object, "badges", badges);
  const char *text = json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN);
  size_t size = text ? strlen(text) + 1 : 0;
  char *copy = size > 0 && size < RULES_KEPT_BYTES_MAX ? malloc(size) : NULL;
  if (copy) memcpy(copy, text, size);
  json_object_put(object);
  return copy;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

struct reading { /* everything fails quietly once something is wrong */
  struct arena *arena;
  bool good;
};

static struct json_object *get(struct reading *in, struct json_object *object, const char *key,
                               enum json_type type) {
  struct json_object *member = NULL;
  if (!object || !json_object_object_get_ex(object, key, &member) || !json_object_is_type(member, type))
    in->good = false;
  return in->good ? member : NULL;
}

static const char *keep(struct reading *in, struct json_object *string) {
  const char *copy = string && json_object_is_type(string, json_type_string)
                         ? arena_copy(in->arena, json_object_get_string(string))
                         : NULL;
  if (!copy) in->good = false;
  return copy ? copy : "";
}

static const char *text_of(struct reading *in, struct json_object *object, const char *key) {
  return keep(in, get(in, object, key, json_type_string));
}

static double number_of(struct reading *in, struct json_object *object, const char *key) {
  struct json_object *member = get(in, object, key, json_type_double);
  double number = member ? json_object_get_double(member) : 0;
  if (!isfinite(number)) in->good = false;
  return in->good ? number : 0;
}

static int32_t whole_of(struct reading *in, struct json_object *object, const char *key, double least,
                        double most) {
  double number = number_of(in, object, key);
  if (!(number >= least && number <= most)) in->good = false;
  return in->good ? (int32_t)number : 0;
}

static int32_t day_of(struct reading *in, struct json_object *object, const char *key) {
  return whole_of(in, object, key, CIVIL_DAY_MIN, CIVIL_DAY_MAX);
}

/* An array of least to most elements, and how many they are. */
static struct json_object *list_of(struct reading *in, struct json_object *object, const char *key, int least,
                                   int most, int *count) {
  struct json_object *list = get(in, object, key, json_type_array);
  size_t length = list ? json_object_array_length(list) : 0;
  if (length < (size_t)least || length > (size_t)most) in->good = false;
  *count = in->good ? (int)length : 0;
  return list;
}

static void read_week(struct reading *in, struct json_object *object, struct streak *streak) {
  int count;
  struct json_object *week = list_of(in, object, "week", STREAK_LEAVES, STREAK_LEAVES, &count);
  for (int i = 0; i < count; i++) {
    int leaf = json_object_get_int(json_object_array_get_idx(week, (size_t)i));
    if (leaf < 0 || leaf >= STREAK_LEAVES_KINDS) in->good = false;
    streak->week[i] = in->good ? (enum streak_leaf)leaf : STREAK_OPEN;
  }
}

static void read_spans(struct reading *in, struct json_object *object, struct streak *streak) {
  int count;
  struct json_object *list = list_of(in, object, "spans", 0, STREAK_SPANS_MAX, &count);
  struct streak_span *spans = arena_array(in->arena, (size_t)count + 1, sizeof *spans);
  if (!spans) in->good = false;
  for (int i = 0; in->good && i < count; i++) {
    struct json_object *span = json_object_array_get_idx(list, (size_t)i);
    spans[i] =
        (struct streak_span){day_of(in, span, "from"), day_of(in, span, "to"), text_of(in, span, "note")};
  }
  streak->spans = spans;
  streak->span_count = count;
}

static const struct streak *read_streak(struct reading *in, struct json_object *object) {
  struct streak *streak = arena_take(in->arena, sizeof *streak);
  if (!streak) in->good = false;
  if (!in->good) return NULL;
  streak->rule = text_of(in, object, "rule");
  streak->title = text_of(in, object, "title");
  streak->summary = text_of(in, object, "summary");
  streak->count = whole_of(in, object, "count", 0, INT32_MAX);
  streak->best = whole_of(in, object, "best", 0, INT32_MAX);
  streak->headline = text_of(in, object, "headline");
  streak->best_words = text_of(in, object, "best_words");
  streak->freezes = whole_of(in, object, "freezes", -1, INT32_MAX);
  streak->week_start = day_of(in, object, "week_start");
  read_week(in, object, streak);
  streak->week_words = text_of(in, object, "week_words");
  struct json_object *lines = list_of(in, object, "lines", 0, STREAK_LINES_MAX, &streak->line_count);
  for (int i = 0; i < streak->line_count; i++)
    streak->lines[i] = keep(in, json_object_array_get_idx(lines, (size_t)i));
  read_spans(in, object, streak);
  return streak;
}

static struct badge read_badge(struct reading *in, struct json_object *object) {
  struct badge badge = {.id = text_of(in, object, "id"),
                        .title = text_of(in, object, "title"),
                        .words = text_of(in, object, "words"),
                        .file = text_of(in, object, "file"),
                        .done = number_of(in, object, "done"),
                        .goal = number_of(in, object, "goal"),
                        .progress_words = text_of(in, object, "progress")};
  if (!emblem_parse(text_of(in, object, "emblem"), &badge.emblem) || badge.goal <= 0) in->good = false;
  badge.hidden_until_earned = json_object_get_boolean(get(in, object, "hidden", json_type_boolean)) != 0;
  return badge;
}

static struct badge_list read_badges(struct reading *in, struct json_object *object) {
  int count;
  struct json_object *list = list_of(in, object, "badges", 0, BADGES_MAX, &count);
  struct badge *badges = arena_array(in->arena, (size_t)count + 1, sizeof *badges);
  if (!badges) in->good = false;
  for (int i = 0; in->good && i < count; i++)
    badges[i] = read_badge(in, json_object_array_get_idx(list, (size_t)i));
  return (struct badge_list){badges, count};
}

bool rules_kept_parse(const char *text, const char *question, struct rules_result *out) {
  struct json_object *object = *question ? json_tokener_parse(text) : NULL, *asked = NULL;
  struct reading in = {.arena = &out->arena, .good = object != NULL};
  asked = get(&in, object, "question", json_type_string);
  if (!asked || strcmp(json_object_get_string(asked), question) != 0) in.good = false;
  if (in.good) {
    out->streak = read_streak(&in, get(&in, object, "streak", json_type_object));
    out->badges = read_badges(&in, object);
  }
  json_object_put(object);
  if (in.good) return true;
  arena_clear(&out->arena);
  *out = (struct rules_result){0};
  return false;
}
