/* Any bytes as the source of a script. */
#include <stdint.h>

#include "lines.h"
#include "source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  struct arena arena = {0};
  struct source source;
  lines_scan((const char *)bytes, n, &arena);
  source_take("fuzz.lua", (const char *)bytes, n, &arena, &source);
  arena_clear(&arena);
  return 0;
}
