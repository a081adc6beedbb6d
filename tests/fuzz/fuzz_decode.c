/* Any decodable message as each kind of file: a result without errors, or none with at least one. */
#include <stdlib.h>

#include "decode.h"
#include "texts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  struct arena arena = {0};
  struct wire_data data;
  struct wire_in in = {bytes, bytes + n, false};
  if (wire_decode(&in, &arena, &data) == 0) {
    struct diag_list list = {0};
    struct loc loc = {0};
    struct reader reader = {&list, &arena, "fuzz.lua"};
    const struct reader_at root = reader_root(&data, NULL);
    const struct decode_words words = {NULL, NULL, "en"};
    const struct routine *routine = decode_routine(&reader, &root, &words);
    if ((routine == NULL) != (list.errors > 0)) abort();
    poses_read(&reader, &root, NULL);
    texts_read_locale(&reader, &root, &loc, &arena);
    diag_clear(&list);
  }
  arena_clear(&arena);
  return 0;
}
