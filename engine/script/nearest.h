/* "Did you mean …?": the known word nearest to a mistyped one. Pure. */
#ifndef SUPINE_NEAREST_H
#define SUPINE_NEAREST_H

/* Collects candidates; starts as {.word = what was written}. */
struct nearest {
  const char *word;
  const char *best; /* the nearest so far that is near enough to be meant, or NULL */
  int distance;     /* its edit distance (insert, delete, change, swap of neighbours) */
};

/* Offers a candidate, which must outlive the search. NULL is ignored. */
void nearest_offer(struct nearest *search, const char *candidate);

#endif
