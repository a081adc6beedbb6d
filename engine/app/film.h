/* A film file, encoded by the ffmpeg program: raw frames go into its standard input, the sound comes from a WAV file
** that is already complete. */
#ifndef SUPINE_FILM_H
#define SUPINE_FILM_H

#include <stdbool.h>
#include <stdint.h>

struct film;

/* Whether the ffmpeg program is to be found on this machine. */
int film_possible(void);

/* Starts encoding a film that will be at path (.mp4 or .webm) once it is closed. NULL with a sentence where ffmpeg
** cannot be started. */
struct film *film_open(const char *path, int width_px, int height_px, int fps, const char *wav_path);

/* Adds one frame of RGBA rows. 0 or ERR_MACHINE. */
int film_frame(struct film *film, const uint8_t *rgba);

/* Waits for the encoder, puts the film in its place (keep false: throws it away) and frees. 0, or ERR_MACHINE; what the
** encoder said stands on stderr. NULL is allowed (0). */
int film_close(struct film *film, bool keep);

#endif
