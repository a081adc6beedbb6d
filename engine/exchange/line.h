/* One fact as one line of JSON, and back without loss. A sealed line carries a checksum, so that what was
** copied by halves or damaged is known: {"crc":"1a2b3c4d","fact":{…}}. Any thread. */
#ifndef SUPINE_LINE_H
#define SUPINE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record.h"

#define LINE_SIZE 8192 /* of any line that is written here, sealed or not, with its end */

/* Writes the fact, which must be inside its limits (record_fault), as {"kind":"set","id":…} without a line
** break. size: at least LINE_SIZE. Returns out, or NULL without memory. */
char *line_print(const struct record *record, char *out, size_t size);

/* Reads what line_print writes, members in any order. Strict: nothing missing, nothing unknown, every type
** right, every value inside its limits, nothing behind. Returns 0, or ERR_NO with a sentence that names the
** member; *out is then undefined. */
int line_parse(const char *text, size_t n, struct record *out);

/* The same with a checksum around it. */
char *line_seal(const struct record *record, char *out, size_t size);
int line_unseal(const char *text, size_t n, struct record *out);

/* The same in two steps, for whoever wants few of many lines. line_open looks at the checksum alone: returns 0
** and where the fact stands inside the text and its checksum, or ERR_NO with a sentence; the fact is then for
** line_parse. line_id finds its id at the place where line_print puts it, without reading the rest; false:
** line_parse must. */
int line_open(const char *text, size_t n, const char **fact, size_t *fact_size, uint32_t *sum);
bool line_id(const char *fact, size_t n, char id[RECORD_ID_SIZE]);

/* Whether two facts say the same in every member. */
bool line_same(const struct record *a, const struct record *b);

/* CRC-32 (ISO-HDLC, as in zip and PNG) of n bytes. */
uint32_t line_crc(const char *bytes, size_t n);

#endif
