/* Facts for tests: one of each kind, and any number of random ones that are all inside their limits. */
#ifndef SUPINE_TEST_FACTS_H
#define SUPINE_TEST_FACTS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "record.h"

/* xorshift64*: the same numbers on every machine. The seed is not 0. */
struct facts_dice {
  uint64_t state;
};

static inline uint64_t facts_roll(struct facts_dice *dice) {
  dice->state ^= dice->state >> 12;
  dice->state ^= dice->state << 25;
  dice->state ^= dice->state >> 27;
  return dice->state * UINT64_C(2685821657736338717);
}

/* A whole number from least to most, both inside. */
static inline int64_t facts_between(struct facts_dice *dice, int64_t least, int64_t most) {
  return least + (int64_t)((facts_roll(dice) >> 11) % (uint64_t)(most - least + 1));
}

static inline void facts_id(struct facts_dice *dice, char id[RECORD_ID_SIZE]) {
  snprintf(id, RECORD_ID_SIZE, "%016llx%016llx", (unsigned long long)facts_roll(dice),
           (unsigned long long)facts_roll(dice));
}

static inline void facts_text(struct facts_dice *dice, char *out, size_t size, int least) {
  static const char *const pieces[] = {"a", "Z",  "7", " ",  ",",    "\"", "\r\n", "\n",   "\\", "/", "=",
                                       "é", "走", "🌿", "\t", "\x01", "'",  ";",    "\x7f", "{",  "]"};
  size_t used = 0;
  int count = (int)facts_between(dice, least, 24);
  out[0] = '\0';
  for (int i = 0; i < count; i++) {
    const char *piece = pieces[facts_between(dice, 0, sizeof pieces / sizeof *pieces - 1)];
    if (used + strlen(piece) >= size) break;
    used += (size_t)snprintf(out + used, size - used, "%s", piece);
  }
}

static inline double facts_number(struct facts_dice *dice, double most) {
  return most * (double)(facts_roll(dice) >> 11) / 9007199254740992.0;
}

static inline struct record_set facts_set(struct facts_dice *dice, int64_t begin_ms) {
  struct record_set set = {
      .own = facts_between(dice, 0, 1) != 0,
      .number = (int)facts_between(dice, 1, 3),
      .reps_done = (int)facts_between(dice, 1, RECORD_REPS_MAX),
      .reps_planned = (int)facts_between(dice, 1, RECORD_REPS_MAX),
      .pace_in_s = facts_number(dice, RECORD_PACE_MAX_S),
      .pace_out_s = (double)facts_between(dice, 0, 60),
      .range_deg = facts_number(dice, 180),
      .end_utc_ms = begin_ms + facts_between(dice, 1000, 3600000),
      .practised_s = (int)facts_between(dice, 1, 86400),
      .breaths = (int)facts_between(dice, 0, 200),
      .ease_offs = (int)facts_between(dice, 0, 9),
      .pauses = (int)facts_between(dice, 0, 9),
      .stopped = facts_between(dice, 0, 1) != 0,
      .doubtful = facts_between(dice, 0, 9) == 0,
      .day_start_min = (int)facts_between(dice, 0, 1439),
  };
  facts_id(dice, set.session);
  facts_text(dice, set.routine, sizeof set.routine, 1);
  facts_text(dice, set.version, sizeof set.version, 0);
  facts_text(dice, set.author, sizeof set.author, 0);
  return set;
}

static inline struct emblem facts_emblem(struct facts_dice *dice) {
  struct emblem emblem = {.count = (int)facts_between(dice, 0, EMBLEM_SHAPES_MAX)};
  for (int i = 0; i < emblem.count; i++) {
    emblem.shapes[i] = (struct emblem_shape){
        .form = (enum emblem_form)facts_between(dice, 0, EMBLEM_FORMS - 1),
        .tone = (enum emblem_tone)facts_between(dice, 0, EMBLEM_TONES - 1),
        .x = (float)(facts_number(dice, 2) - 1),
        .y = (float)(facts_number(dice, 2) - 1),
        .size = (float)(0.02 + facts_number(dice, 1.9)),
        .turn_deg = (float)(facts_number(dice, 720) - 360),
    };
  }
  return emblem;
}

/* A fact of a kind, made by a device at a random moment of 2020 to 2039. */
static inline struct record facts_make(struct facts_dice *dice, enum record_kind kind, const char *device) {
  struct record fact;
  memset(&fact, 0, sizeof fact);
  fact.kind = kind;
  facts_id(dice, fact.id);
  snprintf(fact.device, sizeof fact.device, "%s", device);
  fact.when.utc_ms = facts_between(dice, INT64_C(1577836800000), INT64_C(2208988799999));
  fact.when.offset_s = (int32_t)facts_between(dice, -48, 56) * 900;
  fact.when.day = civil_day_of(fact.when.utc_ms, fact.when.offset_s, 240);
  int32_t other_day = (int32_t)facts_between(dice, CIVIL_DAY_MIN, CIVIL_DAY_MAX - RECORD_LEAVE_MAX);
  switch (kind) {
  case RECORD_SET:
    fact.as.set = facts_set(dice, fact.when.utc_ms);
    break;
  case RECORD_FEELING:
    facts_id(dice, fact.as.feeling.session);
    fact.as.feeling.after = facts_between(dice, 0, 1) != 0;
    fact.as.feeling.face = (int)facts_between(dice, 1, RECORD_FACES);
    break;
  case RECORD_BADGE:
    facts_text(dice, fact.as.badge.badge, sizeof fact.as.badge.badge, 1);
    facts_text(dice, fact.as.badge.title, sizeof fact.as.badge.title, 1);
    facts_text(dice, fact.as.badge.words, sizeof fact.as.badge.words, 0);
    fact.as.badge.emblem = facts_emblem(dice);
    break;
  case RECORD_LEAVE:
    fact.as.leave.from = other_day;
    fact.as.leave.to = other_day + (int32_t)facts_between(dice, 0, RECORD_LEAVE_MAX - 1);
    break;
  case RECORD_LEAVE_END:
    facts_id(dice, fact.as.leave_end.leave);
    fact.as.leave_end.last = other_day;
    break;
  default:
    facts_id(dice, fact.as.redate.set);
    fact.as.redate.day = other_day;
    break;
  }
  return fact;
}

#endif
