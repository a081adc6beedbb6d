/* Any bytes as a file to import and as lines of a journal: facts inside their limits that come back from what is
** written of them, or findings and nothing else. The first byte chooses the form. */
#include <stdlib.h>
#include <string.h>

#include "line.h"
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(const struct record *fact) {
  char text[LINE_SIZE];
  struct record back;
  if (record_fault(fact) || !line_seal(fact, text, sizeof text)) abort();
  if (line_unseal(text, strlen(text), &back) != 0 || !line_same(fact, &back)) abort();
}

static void read_table(const char *bytes, size_t n, enum table_form form) {
  struct diag_list list = {0};
  struct table table;
  int result = table_read("fuzz", bytes, n, form, &table, &list);
  if ((result == 0) != (list.errors == 0) || (result != 0 && table.records)) abort();
  for (int i = 0; i < table.count; i++) check(&table.records[i]);
  table_free(&table);
  diag_clear(&list);
}

static void read_lines(const char *bytes, size_t n) {
  while (n > 0) {
    const char *end = memchr(bytes, '\n', n);
    size_t length = end ? (size_t)(end - bytes) : n;
    struct record fact;
    if (line_unseal(bytes, length, &fact) == 0) check(&fact);
    if (line_parse(bytes, length, &fact) == 0) check(&fact); /* a checksum would keep the fuzzer out */
    bytes += length + (end ? 1 : 0);
    n -= length + (end ? 1 : 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  if (n == 0) return 0;
  const char *rest = (const char *)bytes + 1;
  switch (bytes[0] % 3) {
  case 0:
    read_table(rest, n - 1, TABLE_CSV);
    break;
  case 1:
    read_table(rest, n - 1, TABLE_JSON);
    break;
  default:
    read_lines(rest, n - 1);
    break;
  }
  return 0;
}
