/* A worker that breaks the protocol, each time as the request's text asks it to: "-- lie: NAME". */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wire.h"

static void write_all(const void *bytes, size_t n) {
  for (const char *at = bytes; n > 0;) {
    ssize_t sent = write(WIRE_WORKER_SOCKET, at, n);
    if (sent <= 0) _exit(1);
    at += sent;
    n -= (size_t)sent;
  }
}

static void read_all(void *bytes, size_t n) {
  for (char *at = bytes; n > 0;) {
    ssize_t got = read(WIRE_WORKER_SOCKET, at, n);
    if (got <= 0) _exit(0);
    at += got;
    n -= (size_t)got;
  }
}

static uint32_t ticket; /* of the request that is being answered */

static void send_frame(enum wire_kind kind, const char *payload, size_t n) {
  struct wire_out out = {.limit = WIRE_REPLY_MAX + 64};
  wire_begin(&out, kind);
  if (kind != WIRE_READY) wire_put_u32(&out, ticket);
  wire_put_bytes(&out, payload, n);
  wire_end(&out);
  write_all(out.bytes, out.size);
  wire_out_clear(&out);
}

/* A value that says nothing was printed and the file returned {}. */
static void send_empty_table(void) {
  send_frame(WIRE_VALUE, "\0\0\0\0{\0\0\0\0", 9);
}

static void lie(const char *name, struct wire_page *page) {
  static char junk[WIRE_REPLY_MAX];
  if (strncmp(name, "twice", 5) == 0) {
    send_empty_table();
    send_empty_table();
  } else if (strncmp(name, "ready", 5) == 0) {
    send_frame(WIRE_READY, "", 0);
  } else if (strncmp(name, "no-kind", 7) == 0) {
    write_all("\0\0\0\0", 4);
  } else if (strncmp(name, "too-long", 8) == 0) {
    write_all("\xFF\xFF\xFF\xFF", 4);
  } else if (strncmp(name, "print-too-much", 14) == 0) {
    memcpy(junk, "\xFF\xFF\0\0", 4);
    send_frame(WIRE_VALUE, junk, sizeof junk - 64);
  } else if (strncmp(name, "odd-failure", 11) == 0) {
    send_frame(WIRE_FAILURE, "\0\0\0\0\x63\xFF\xFF\xFF\xFF\1\0\0\0x", 14);
  } else if (strncmp(name, "odd-line", 8) == 0) {
    send_frame(WIRE_FAILURE, "\0\0\0\0\0\xFF\xFF\xFF\xFF\4\0\0\0\x1b[2J", 17);
  } else if (strncmp(name, "page", 4) == 0) {
    atomic_store(&page->stage, WIRE_RUNNING);
    atomic_store(&page->line, -2000000000);
    _exit(0);
  } else {
    write_all("\x40\0\0\0V", 5); /* a frame that never ends */
    _exit(0);
  }
}

int main(void) {
  static char request[WIRE_REQUEST_MAX + 1];
  struct wire_page *page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, WIRE_WORKER_PAGE, 0);
  if (page == MAP_FAILED) return 2;
  send_frame(WIRE_READY, "", 0);
  for (;;) {
    unsigned char head[4];
    read_all(head, sizeof head);
    struct wire_in in = {head, head + 4, false};
    size_t n = wire_get_u32(&in);
    if (n > WIRE_REQUEST_MAX) return 1;
    read_all(request, n);
    request[n] = '\0';
    const char *name = n > 9 ? strstr(request + 9, "-- lie: ") : NULL;
    struct wire_in body = {(unsigned char *)request + 1, (unsigned char *)request + n, false};
    ticket = wire_get_u32(&body);
    atomic_store(&page->stage, WIRE_PARSING);
    if (name)
      lie(name + strlen("-- lie: "), page);
    else
      send_empty_table();
  }
}
