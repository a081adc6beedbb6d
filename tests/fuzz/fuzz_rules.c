/* Any decodable message as rules: an answer without errors, or none with at least one; every badge that is left is whole. */
#include <stdlib.h>

#include "decode_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  struct arena arena = {0};
  struct wire_data data;
  struct wire_in in = {bytes, bytes + n, false};
  if (wire_decode(&in, &arena, &data) == 0) {
    struct diag_list list = {0};
    struct reader reader = {&list, &arena, "fuzz.lua"};
    const struct reader_at root = reader_root(&data, NULL);
    const struct decode_words words = {NULL, NULL, "en"};
    struct badge_list badges;
    const struct streak *streak = decode_streak(&reader, &root, &words);
    if (streak && (list.errors > 0 || streak->best < streak->count)) abort();
    decode_badges(&reader, &root, &words, &badges);
    for (int i = 0; i < badges.count; i++)
      if (!emblem_good(&badges.badges[i].emblem) || !(badges.badges[i].goal > 0)) abort();
    diag_clear(&list);
  }
  arena_clear(&arena);
  return 0;
}
