/* A film file, encoded by the ffmpeg program: raw frames go into its standard input, the sound comes from a WAV file
** that is already complete. */
#ifndef SUPINE_FILM_H
#define SUPINE_FILM_H

#include <stdint.h>

struct film;

/* Whether the ffmpeg program is to be found on this machine. */
int film_possible(void);

/* Starts encoding to path (.mp4 or .webm). NULL with a sentence where ffmpeg cannot be started. */
struct film *film_open(const char *path, int width_px, int height_px, int fps, const char *wav_path);

/* Adds one frame of RGBA rows. 0 or ERR_MACHINE. */
int film_frame(struct film *film, const uint8_t *rgba);

/* Waits for the encoder and frees. 0, or ERR_MACHINE with what the encoder said. NULL is allowed (0). */
int film_close(struct film *film);

#endif
