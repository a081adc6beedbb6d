#include "decode.h"

#include "texts.h"

#define TITLE_MAX   120 /* bytes */
#define SUMMARY_MAX 600
#define NAME_MAX    200

struct decoding {
  struct reader *r;
  const struct decode_words *words;
  const struct poses *own; /* poses of this file, or NULL */
  struct routine *routine;
  int phases;
};

static const char *const common_keys[] = {"id",   "title",   "summary", "author",   "reviewer",    "credit",
                                          "tags", "version", "reps",    "reps_max", "reps_reason", NULL};
static const char *const exercise_keys[] = {"pace",       "range",  "rest",  "start", "prepare",
                                            "repetition", "finish", "poses", NULL};
static const char *const session_keys[] = {"items", NULL};
static const char *const pace_keys[] = {"breathe_in", "breathe_out", NULL};
static const char *const phase_keys[] = {"id", "seconds", "breath", "easy", "to", "words", "camera", NULL};
static const char *const easy_keys[] = {"breath", "seconds", NULL};
static const char *const item_keys[] = {"routine", "reps", "rest", NULL};
static const char *const easy_breaths[] = {"in", "out", NULL};
static const enum routine_breath easy_breath_of[] = {ROUTINE_IN, ROUTINE_OUT};

/* A field that must be there. */
static bool wanted(struct decoding *d, const struct reader_at *at) {
  return reader_present(at) || reader_fail(d->r, at, "is missing");
}

/* ---- a phase ---- */

static void read_easy(struct decoding *d, const struct reader_at *at, struct routine_phase *phase) {
  if (!reader_present(at)) return;
  int count = reader_list(d->r, at, ROUTINE_EASY_MAX, "a list of breaths");
  if (count > 0 && phase->breath != ROUTINE_FREE)
    reader_fail(d->r, at, "easy breaths belong to a phase whose breath is \"free\"");
  for (int i = 0; i < count; i++) {
    struct reader_at piece = reader_item(at, i + 1);
    if (!reader_table(d->r, &piece, "a table of breath and seconds")) continue;
    reader_keys(d->r, &piece, easy_keys, NULL, false);
    struct reader_at breath = reader_field(&piece, "breath"), seconds = reader_field(&piece, "seconds");
    int choice = 0;
    struct routine_easy *easy = &phase->easy[phase->easy_count];
    bool ok = wanted(d, &breath) && reader_choice(d->r, &breath, easy_breaths, &choice) &&
              wanted(d, &seconds) && reader_number(d->r, &seconds, 0.5, 20, &easy->seconds);
    easy->breath = easy_breath_of[choice];
    if (ok) phase->easy_count++;
  }
}

static bool read_breath(struct decoding *d, const struct reader_at *at, enum routine_breath *out) {
  const char *names[ROUTINE_HOLD + 2] = {NULL};
  int choice = *out;
  for (int i = 0; i <= ROUTINE_HOLD; i++) names[i] = routine_breath_name((enum routine_breath)i);
  bool ok = reader_choice(d->r, at, names, &choice);
  *out = (enum routine_breath)choice;
  return ok;
}

static bool read_camera(struct decoding *d, const struct reader_at *at, enum routine_camera *out) {
  const char *names[ROUTINE_CAMERAS + 1] = {NULL};
  int choice = *out;
  for (int i = 0; i < ROUTINE_CAMERAS; i++) names[i] = routine_camera_name((enum routine_camera)i);
  bool ok = reader_choice(d->r, at, names, &choice);
  *out = (enum routine_camera)choice;
  return ok;
}

static void read_phase(struct decoding *d, const struct reader_at *at, struct routine_phase *phase) {
  *phase = (struct routine_phase){.id = "", .line = at->line};
  if (!reader_table(d->r, at, "a phase: a table of id, seconds, breath and to")) return;
  reader_keys(d->r, at, phase_keys, NULL, false);
  struct reader_at id = reader_field(at, "id"), seconds = reader_field(at, "seconds"),
                   breath = reader_field(at, "breath"), easy = reader_field(at, "easy"),
                   to = reader_field(at, "to"), words = reader_field(at, "words"),
                   camera = reader_field(at, "camera");
  reader_id(d->r, &id, false, &phase->id);
  if (wanted(d, &seconds)) reader_number(d->r, &seconds, 0.1, DECODE_SECONDS_MAX, &phase->seconds);
  if (wanted(d, &breath)) read_breath(d, &breath, &phase->breath);
  read_easy(d, &easy, phase);
  poses_read_one(d->r, &to, d->own, d->words->poses, routine_range_deg(d->routine), &phase->to);
  texts_read(d->r, &words, d->words->loc, d->words->language, &phase->words);
  read_camera(d, &camera, &phase->camera);
}

static void read_phases(struct decoding *d, const struct reader_at *at, struct routine_phases *out) {
  int count = reader_list(d->r, at, ROUTINE_PHASES_MAX, "a list of phases");
  if (count <= 0) return;
  d->phases += count;
  if (d->phases > DECODE_PHASES_MAX) {
    reader_fail(d->r, at, "the file has more than %d phases", DECODE_PHASES_MAX);
    return;
  }
  out->phases = arena_array(d->r->arena, (size_t)count, sizeof *out->phases);
  if (!out->phases) {
    reader_fail(d->r, at, "no memory left to read it");
    return;
  }
  out->count = count;
  for (int i = 0; i < count; i++) {
    struct reader_at phase = reader_item(at, i + 1);
    read_phase(d, &phase, &out->phases[i]);
  }
}

/* The worker sends all repetitions, or one that stands for all. In messages and for lines they all stand at the
** one place where the file has them. */
static void read_repetitions(struct decoding *d, const struct reader_at *root) {
  struct routine *routine = d->routine;
  struct reader_at all = reader_field(root, "repetition");
  int count =
      reader_list(d->r, &all, ROUTINE_REPS_HARD_MAX, "a list of phases, or a function that returns one");
  if (count < 0) return;
  if (count != 1 && count < routine->reps_max) {
    reader_fail(d->r, &all, "could not be read for all repetitions");
    return;
  }
  for (int i = 0; i < routine->reps_max; i++) {
    struct reader_at one = all;
    one.value = wire_find(all.value, NULL, count == 1 ? 1 : i + 1);
    int before = reader_errors(d->r);
    if (i > 0 && count == 1)
      routine->rep[i] = routine->rep[0];
    else
      read_phases(d, &one, &routine->rep[i]);
    if (reader_errors(d->r) > before) return; /* the same again for every repetition helps nobody */
  }
  if (routine->rep[0].count == 0) reader_fail(d->r, &all, "has no phase; a repetition needs at least one");
}

/* ---- an exercise ---- */

static void read_pace(struct decoding *d, const struct reader_at *at) {
  if (!reader_present(at) || !reader_table(d->r, at, "a table of breathe_in and breathe_out")) return;
  reader_keys(d->r, at, pace_keys, NULL, false);
  struct reader_at in = reader_field(at, "breathe_in"), out = reader_field(at, "breathe_out");
  reader_number(d->r, &in, 1, 30, &d->routine->pace_in_s);
  reader_number(d->r, &out, 1, 30, &d->routine->pace_out_s);
}

static void read_exercise(struct decoding *d, const struct reader_at *at) {
  struct routine *routine = d->routine;
  struct reader_at pace = reader_field(at, "pace"), range = reader_field(at, "range"),
                   rest = reader_field(at, "rest"), poses = reader_field(at, "poses"),
                   start = reader_field(at, "start"), prepare = reader_field(at, "prepare"),
                   repetition = reader_field(at, "repetition"), finish = reader_field(at, "finish");
  read_pace(d, &pace);
  routine->pace_line = pace.line;
  routine->range_line = range.line;
  reader_number(d->r, &range, 1, 180, &routine->range_deg);
  reader_number(d->r, &rest, 0, DECODE_SECONDS_MAX, &routine->rest_s);
  if (reader_present(&poses)) d->own = poses_read(d->r, &poses, d->words->poses);
  if (reader_present(&start))
    poses_read_one(d->r, &start, d->own, d->words->poses, routine_range_deg(routine), &routine->start);
  else
    poses_find(d->own, d->words->poses, "lying", &routine->start);
  if (reader_present(&prepare)) read_phases(d, &prepare, &routine->prepare);
  if (wanted(d, &repetition)) read_repetitions(d, at);
  if (reader_present(&finish)) read_phases(d, &finish, &routine->finish);
}

/* ---- a session ---- */

static void read_item(struct decoding *d, const struct reader_at *at) {
  struct routine_item *item = &d->routine->items[d->routine->item_count++];
  *item = (struct routine_item){.id = "", .line = at->line};
  if (!reader_table(d->r, at, "a table of routine, reps and rest")) return;
  reader_keys(d->r, at, item_keys, NULL, false);
  struct reader_at id = reader_field(at, "routine"), reps = reader_field(at, "reps"),
                   rest = reader_field(at, "rest");
  reader_id(d->r, &id, true, &item->id);
  reader_integer(d->r, &reps, 1, ROUTINE_REPS_HARD_MAX, &item->reps);
  reader_number(d->r, &rest, 0, DECODE_SECONDS_MAX, &item->rest_s);
}

static void read_session(struct decoding *d, const struct reader_at *at) {
  struct reader_at items = reader_field(at, "items");
  d->routine->session = true;
  int count = reader_list(d->r, &items, ROUTINE_ITEMS_MAX, "a list of exercises");
  if (count == 0) reader_fail(d->r, &items, "is empty; name at least one exercise");
  for (int i = 0; i < count; i++) {
    struct reader_at item = reader_item(&items, i + 1);
    read_item(d, &item);
  }
}

/* ---- both ---- */

static void read_tags(struct decoding *d, const struct reader_at *at) {
  if (!reader_present(at)) return;
  int count = reader_list(d->r, at, ROUTINE_TAGS_MAX, "a list of words");
  for (int i = 0; i < count; i++) {
    struct reader_at tag = reader_item(at, i + 1);
    if (reader_id(d->r, &tag, true, &d->routine->tags[d->routine->tag_count])) d->routine->tag_count++;
  }
}

static void read_reps(struct decoding *d, const struct reader_at *at) {
  struct routine *routine = d->routine;
  struct reader_at reps = reader_field(at, "reps"), most = reader_field(at, "reps_max"),
                   reason = reader_field(at, "reps_reason");
  reader_integer(d->r, &reps, 1, ROUTINE_REPS_HARD_MAX, &routine->reps);
  routine->reps_max = routine->reps > WIRE_REPS_USUAL ? routine->reps : WIRE_REPS_USUAL;
  if (reader_integer(d->r, &most, 1, ROUTINE_REPS_HARD_MAX, &routine->reps_max) &&
      routine->reps_max < routine->reps) {
    reader_fail(d->r, &most, "is %d, but reps is %d already", routine->reps_max, routine->reps);
    routine->reps_max = routine->reps;
  }
  reader_text(d->r, &reason, SUMMARY_MAX, &routine->reps_reason);
}

static void read_people(struct decoding *d, const struct reader_at *at) {
  struct routine *routine = d->routine;
  struct reader_at id = reader_field(at, "id"), title = reader_field(at, "title"),
                   summary = reader_field(at, "summary"), author = reader_field(at, "author"),
                   reviewer = reader_field(at, "reviewer"), credit = reader_field(at, "credit"),
                   version = reader_field(at, "version");
  const struct loc *loc = d->words->loc;
  reader_id(d->r, &id, true, &routine->id);
  if (wanted(d, &title)) texts_read_title(d->r, &title, loc, TITLE_MAX, &routine->title);
  texts_read_title(d->r, &summary, loc, SUMMARY_MAX, &routine->summary);
  texts_read_title(d->r, &author, loc, NAME_MAX, &routine->author);
  texts_read_title(d->r, &reviewer, loc, NAME_MAX, &routine->reviewer);
  texts_read_title(d->r, &credit, loc, SUMMARY_MAX, &routine->credit);
  reader_text(d->r, &version, ROUTINE_VERSION_MAX, &routine->version);
}

const struct routine *decode_routine(struct reader *r, const struct reader_at *at,
                                     const struct decode_words *words) {
  struct routine *routine = arena_take(r->arena, sizeof *routine);
  const char *file = arena_copy(r->arena, r->file);
  int before = reader_errors(r);
  if (!routine || !file) {
    reader_fail(r, at, "no memory left to read it");
    return NULL;
  }
  if (!reader_table(r, at, "a table")) return NULL;
  *routine = (struct routine){.file = file,
                              .line = at->line,
                              .id = "",
                              .title = "",
                              .summary = "",
                              .author = "",
                              .reviewer = "",
                              .credit = "",
                              .version = "",
                              .reps_reason = "",
                              .api = ROUTINE_API,
                              .reps = DECODE_REPS,
                              .rest_s = DECODE_REST_S};
  struct decoding d = {.r = r, .words = words, .routine = routine};
  struct reader_at items = reader_field(at, "items"), repetition = reader_field(at, "repetition");
  bool session = reader_present(&items);
  if (!session) { /* a session leaves the pace to its exercises */
    routine->pace_in_s = ROUTINE_PACE_IN_S;
    routine->pace_out_s = ROUTINE_PACE_OUT_S;
  }
  if (session && reader_present(&repetition))
    reader_fail(r, &items, "a session has items, an exercise has a repetition; keep one of them");
  else
    reader_keys(r, at, common_keys, session ? session_keys : exercise_keys, false);
  read_people(&d, at);
  read_reps(&d, at);
  struct reader_at tags = reader_field(at, "tags");
  read_tags(&d, &tags);
  if (session)
    read_session(&d, at);
  else
    read_exercise(&d, at);
  return reader_errors(r) == before ? routine : NULL;
}
