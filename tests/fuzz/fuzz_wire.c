/* Any bytes as a message of the worker: decoded or refused. */
#include "wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  struct arena arena = {0};
  struct wire_data data;
  struct wire_in in = {bytes, bytes + n, false};
  wire_decode(&in, &arena, &data);
  arena_clear(&arena);
  return 0;
}
