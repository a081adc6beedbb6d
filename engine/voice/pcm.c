#include "pcm.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"

#define RIFF_BYTES   12
#define CHUNK_BYTES  8
#define FORMAT_LEAST 16
#define FORMAT_PCM   1

static uint32_t u16_at(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32_at(const unsigned char *p) {
  return u16_at(p) | u16_at(p + 2) << 16;
}

/* Sample rate of a format chunk, 0 where it is none that we read. */
static int rate_of(const unsigned char *format, size_t size) {
  if (size < FORMAT_LEAST || u16_at(format) != FORMAT_PCM) return 0;
  if (u16_at(format + 2) != 1 || u16_at(format + 14) != 16) return 0;
  uint32_t rate_hz = u32_at(format + 4);
  return rate_hz >= PCM_RATE_LEAST_HZ && rate_hz <= PCM_RATE_MOST_HZ ? (int)rate_hz : 0;
}

static int copy(const unsigned char *data, size_t size, int rate_hz, struct pcm *out) {
  size_t count = size / 2;
  if (count == 0) return err_set(ERR_NO, "The speech holds no sound; try another text");
  int16_t *samples = malloc(count * sizeof *samples);
  if (!samples) return err_set(ERR_MACHINE, "There is no memory left to speak; close other programs");
  for (size_t i = 0; i < count; i++) {
    int32_t value = (int32_t)u16_at(data + 2 * i);
    samples[i] = (int16_t)(value >= 32768 ? value - 65536 : value);
  }
  *out = (struct pcm){samples, (int64_t)count, rate_hz};
  return 0;
}

int pcm_read_wav(const unsigned char *bytes, size_t size, struct pcm *out) {
  *out = (struct pcm){0};
  int rate_hz = 0;
  size_t at = RIFF_BYTES;
  if (size < RIFF_BYTES || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WAVE", 4) != 0)
    return err_set(ERR_NO, "The speech is no WAV file; install espeak-ng again");
  while (size - at >= CHUNK_BYTES) {
    const unsigned char *chunk = bytes + at;
    size_t there = size - at - CHUNK_BYTES, says = u32_at(chunk + 4), length = says < there ? says : there;
    if (memcmp(chunk, "fmt ", 4) == 0) rate_hz = rate_of(chunk + CHUNK_BYTES, length);
    if (memcmp(chunk, "data", 4) == 0 && rate_hz > 0) return copy(chunk + CHUNK_BYTES, length, rate_hz, out);
    length += length % 2; /* chunks begin at even places */
    if (length > there) break;
    at += CHUNK_BYTES + length;
  }
  return err_set(ERR_NO, "The speech is of a kind that cannot be played; install espeak-ng again");
}
