#include "nearest.h"

#include <string.h>

#define WORD_MAX 48 /* longer words are never near anything */

static int least(int a, int b) {
  return a < b ? a : b;
}

/* Damerau's distance, restricted: no part is edited twice. */
static int distance(const char *a, size_t a_size, const char *b, size_t b_size) {
  int rows[3][WORD_MAX + 1];
  for (size_t j = 0; j <= b_size; j++) rows[0][j] = (int)j;
  for (size_t i = 1; i <= a_size; i++) {
    int *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = (int)i;
    for (size_t j = 1; j <= b_size; j++) {
      int change = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = least(change, 1 + least(above[j], row[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = least(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a_size % 3][b_size];
}

void nearest_offer(struct nearest *search, const char *candidate) {
  if (!candidate) return;
  size_t size = strlen(search->word), other = strlen(candidate);
  if (size == 0 || size > WORD_MAX || other == 0 || other > WORD_MAX) return;
  int found = distance(search->word, size, candidate, other);
  int most = 1 + (int)size / 4;
  if (found > most || (search->best && found >= search->distance)) return;
  search->best = candidate;
  search->distance = found;
}
