#include "scan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "err.h"

void scan_begin(struct scan *scan, int file, const char *name, struct diag_list *list) {
  *scan = (struct scan){.file = file, .name = name, .list = list};
}

/* Moves what is left to the front and reads more behind it. */
static void refill(struct scan *scan) {
  memmove(scan->bytes, scan->bytes + scan->at, scan->have - scan->at);
  scan->have -= scan->at;
  scan->at = 0;
  ssize_t got;
  do {
    got = read(scan->file, scan->bytes + scan->have, sizeof scan->bytes - scan->have);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && scan->list)
    diag_add(scan->list, false, scan->name, 0, "the file cannot be read to its end: %s", strerror(errno));
  if (got <= 0)
    scan->ended = true;
  else
    scan->have += (size_t)got;
}

static void damaged(struct scan *scan, const char *sentence) {
  if (scan->damaged++ < SCAN_TOLD_MAX && scan->list)
    diag_add(scan->list, false, scan->name, scan->line, "skipped: %s", sentence);
}

/* The next line without its break; false at the end. */
static bool take_line(struct scan *scan, const char **text, size_t *n) {
  for (;;) {
    const char *start = scan->bytes + scan->at;
    size_t left = scan->have - scan->at;
    const char *end = memchr(start, '\n', left);
    if (!end && !scan->ended && left < LINE_SIZE) {
      refill(scan);
      continue;
    }
    if (!end && left == 0) return false;
    bool too_long = !end && left >= LINE_SIZE;
    size_t taken = end ? (size_t)(end - start) : left;
    scan->at += taken + (end ? 1 : 0);
    if (!scan->skipping) scan->line++;
    bool rest = scan->skipping; /* the end of a line that was reported already, or more of it */
    scan->skipping = too_long;
    if (too_long && !rest) damaged(scan, "the line is too long");
    if (too_long || rest) continue;
    *text = start;
    *n = taken;
    if (taken > 0 && start[taken - 1] == '\r') --*n; /* some carriers change line breaks */
    return true;
  }
}

bool scan_next(struct scan *scan) {
  const char *text;
  size_t n;
  while (take_line(scan, &text, &n)) {
    struct record fact;
    if (n == 0) continue; /* a torn line was ended so */
    if (line_open(text, n, &scan->fact, &scan->fact_size, &scan->sum) != 0)
      damaged(scan, err_text());
    else if (line_id(scan->fact, scan->fact_size, scan->id))
      return true;
    else if (scan_read(scan, &fact)) {
      memcpy(scan->id, fact.id, sizeof scan->id);
      return true;
    }
  }
  return false;
}

bool scan_read(struct scan *scan, struct record *out) {
  if (line_parse(scan->fact, scan->fact_size, out) == 0) return true;
  damaged(scan, err_text());
  return false;
}

void scan_end(struct scan *scan) {
  int more = scan->damaged - SCAN_TOLD_MAX;
  if (more > 0 && scan->list)
    diag_add(scan->list, false, scan->name, 0, "%d more damaged %s skipped", more,
             more == 1 ? "line was" : "lines were");
}
