/* Samples out of a WAV file in memory, of which nothing is trusted. Pure; any thread. */
#ifndef SUPINE_PCM_H
#define SUPINE_PCM_H

#include <stddef.h>
#include <stdint.h>

#define PCM_RATE_LEAST_HZ 8000
#define PCM_RATE_MOST_HZ  48000

struct pcm {
  int16_t *samples; /* mono; free with free */
  int64_t count;
  int rate_hz;
};

/* Copies the samples of a mono 16-bit WAV of PCM_RATE_LEAST_HZ…PCM_RATE_MOST_HZ out of `size` bytes. A data chunk
** that says it is longer than the file (as in a stream, whose writer did not know) ends with the file. Returns 0,
** or ERR_NO where the bytes are no such file or hold no sample, or ERR_MACHINE without memory; *out is then
** empty. */
int pcm_read_wav(const unsigned char *bytes, size_t size, struct pcm *out);

#endif
