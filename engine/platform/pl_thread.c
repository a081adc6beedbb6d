#include <SDL.h>
#include <stdlib.h>

#include "err.h"
#include "pl.h"

struct pl_thread {
  SDL_Thread *sdl;
  void (*job)(void *data);
  void *data;
};

static int run(void *data) {
  struct pl_thread *thread = data;
  thread->job(thread->data);
  return 0;
}

struct pl_thread *pl_thread_start(void (*job)(void *data), void *data, const char *name) {
  struct pl_thread *thread = calloc(1, sizeof *thread);
  if (thread) {
    thread->job = job;
    thread->data = data;
    thread->sdl = SDL_CreateThread(run, name ? name : "supine", thread);
  }
  if (!thread || !thread->sdl) {
    err_set(ERR_MACHINE, "The machine gives no more threads (%s). Close other programs and try again.",
            thread ? SDL_GetError() : "no memory");
    free(thread);
    return NULL;
  }
  return thread;
}

void pl_thread_join(struct pl_thread *thread) {
  if (!thread) return;
  SDL_WaitThread(thread->sdl, NULL);
  free(thread);
}
