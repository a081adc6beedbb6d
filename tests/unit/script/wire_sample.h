/* A good exercise as the worker would send it, for tests that then break it. */
#ifndef SUPINE_TEST_WIRE_SAMPLE_H
#define SUPINE_TEST_WIRE_SAMPLE_H

#include <string.h>

#include "wire.h"

static inline void sample_key(struct wire_out *out, const char *key) {
  wire_put_key(out, key, strlen(key));
}
static inline void sample_text(struct wire_out *out, const char *key, const char *text) {
  sample_key(out, key);
  wire_put_string(out, text, strlen(text));
}
static inline void sample_number(struct wire_out *out, const char *key, double number) {
  sample_key(out, key);
  wire_put_number(out, number);
}
static inline size_t sample_table(struct wire_out *out, const char *key) {
  sample_key(out, key);
  return wire_put_table(out);
}
static inline size_t sample_item(struct wire_out *out, uint32_t index) {
  wire_put_index(out, index);
  return wire_put_table(out);
}

static inline void sample_phase(struct wire_out *out, uint32_t index, const char *id) {
  size_t phase = sample_item(out, index);
  sample_text(out, "id", id);
  sample_number(out, "seconds", 6);
  sample_text(out, "breath", "free");
  sample_text(out, "to", "up");
  sample_text(out, "camera", "feet");
  size_t words = sample_table(out, "words");
  sample_text(out, "cue", "Up");
  sample_text(out, "say", "[Up] now");
  wire_patch_table(out, words, 2);
  size_t easy = sample_table(out, "easy"), breath = sample_item(out, 1);
  sample_text(out, "breath", "in");
  sample_number(out, "seconds", 2.5);
  wire_patch_table(out, breath, 2);
  wire_patch_table(out, easy, 1);
  wire_patch_table(out, phase, 7);
}

/* Appends an exercise with one phase of each kind and two own poses. */
static inline void sample_exercise(struct wire_out *out) {
  size_t root = wire_put_table(out);
  sample_text(out, "id", "sample");
  sample_text(out, "title", "Sample");
  sample_number(out, "reps", 3);
  sample_number(out, "range", 150);
  size_t tags = sample_table(out, "tags");
  wire_put_index(out, 1);
  wire_put_string(out, "lying", 5);
  wire_patch_table(out, tags, 1);
  size_t pace = sample_table(out, "pace");
  sample_number(out, "breathe_in", 3);
  wire_patch_table(out, pace, 1);
  size_t prepare = sample_table(out, "prepare");
  sample_phase(out, 1, "raise");
  wire_patch_table(out, prepare, 1);
  size_t repetition = sample_table(out, "repetition"), rep = sample_item(out, 1);
  sample_phase(out, 1, "first");
  sample_phase(out, 2, "second");
  wire_patch_table(out, rep, 2);
  wire_patch_table(out, repetition, 1);
  size_t poses = sample_table(out, "poses"), up = sample_table(out, "up");
  size_t shoulder = sample_table(out, "shoulder");
  sample_text(out, "flexion", "comfort");
  wire_patch_table(out, shoulder, 1);
  size_t left = sample_table(out, "left"), elbow = sample_table(out, "elbow");
  sample_number(out, "flexion", 10);
  wire_patch_table(out, elbow, 1);
  wire_patch_table(out, left, 1);
  sample_text(out, "palms", "to_feet");
  wire_patch_table(out, up, 3);
  size_t down = sample_table(out, "down");
  sample_text(out, "based_on", "up");
  wire_patch_table(out, down, 1);
  wire_patch_table(out, poses, 2);
  wire_patch_table(out, root, 9);
}

#endif
