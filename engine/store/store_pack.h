/* A day's sums as the bytes of one cell, least significant byte first: read in one piece, a hundred years of
** days load in the time that a few of them would take column by column. Private to the room. */
#ifndef SUPINE_STORE_PACK_H
#define SUPINE_STORE_PACK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "hist.h"

struct store_pack_tally { /* sets of one routine or device on one day */
  uint32_t number;        /* its key in practice_routine or practice_device */
  uint32_t sets;
};

struct store_pack_day {
  struct hist_day sums; /* without routines, devices and bridged: these depend on the whole history */
  int begun;            /* sessions of which it has the first set */
  int routine_count, device_count;
  int room;                         /* tallies that there is memory for */
  struct store_pack_tally *tallies; /* of the routines, behind them of the devices; heap, grows, used again */
};

/* Adds to a count that is not below 0. What is below 0 adds nothing; a sum that would be too large stays at the
** greatest there is. */
static inline void store_pack_add(int *sum, int more) {
  if (more > 0) *sum = *sum > INT_MAX - more ? INT_MAX : *sum + more;
}

/* Bytes of the day when packed. */
size_t store_pack_size(const struct store_pack_day *day);

/* Writes store_pack_size bytes. */
void store_pack_write(const struct store_pack_day *day, unsigned char *out);

/* Reads them into a day ({0}, or one that was read before). Numbers beyond the limits of facts are cut. False when they
** are no such day, or without memory. */
bool store_pack_read(struct store_pack_day *day, const unsigned char *bytes, size_t count);

/* Room for so many tallies; false without memory. */
bool store_pack_reserve(struct store_pack_day *day, int tallies);

/* Frees the tallies; the day is {0} again. */
void store_pack_free(struct store_pack_day *day);

#endif
