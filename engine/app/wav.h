/* 16-bit stereo WAV files at 48 kHz. The header is completed by wav_close, so a file that was cut short by a crash
** says it is empty instead of lying. */
#ifndef SUPINE_WAV_H
#define SUPINE_WAV_H

#include <stdint.h>
#include <stdio.h>

#include "outfile.h"

struct wav {
  FILE *file;
  struct outfile out;
  int64_t frames;
};

/* Begins a file that will be at path once it is closed. 0 or ERR_MACHINE. */
int wav_open(struct wav *wav, const char *path);

/* Appends interleaved frames. 0 or ERR_MACHINE (disk full). */
int wav_write(struct wav *wav, const int16_t *stereo, int frames);

/* Completes the header and puts the file in its place; keep false: throws it away instead. 0 or ERR_MACHINE. Does
** nothing for one that is not open. */
int wav_close(struct wav *wav, bool keep);

#endif
