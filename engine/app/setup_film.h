/* The six steps of the set-up as a film: each step's picture in motion, its words below it and spoken, long enough for
** both. What render makes of the name "set-up". Main thread. */
#ifndef SUPINE_SETUP_FILM_H
#define SUPINE_SETUP_FILM_H

#include "catalog.h"
#include "mix.h"
#include "show.h"

#define SETUP_FILM_NAME "set-up" /* beside the ids of routines; never one of them */

struct setup_film;

/* Speaks the words of every step, waits for them, and posts them into the mixer as far as its ring holds them: all.
** catalog and mixer outlive the film. NULL with a sentence where there is no memory. */
struct setup_film *setup_film_create(const struct catalog *catalog, struct mixer *mixer);

/* The mixer must have stopped. NULL is allowed. */
void setup_film_destroy(struct setup_film *film);

/* How long it lasts. */
int64_t setup_film_length_frames(const struct setup_film *film);

/* Draws the whole picture at that frame into the list of frame. */
void setup_film_draw(const struct setup_film *film, struct show *show, const struct show_frame *frame,
                     int64_t at_frames);

#endif
