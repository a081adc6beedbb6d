/* The device belongs to SDL2_mixer; ours is what happens in its post-mix callback, which runs on every
** block whether or not anything plays. Frames are counted from the bytes the callback is given, never
** from the block asked for: the two differ when the device changes.
**
** AUDIO THREAD: post_mix and what it calls. It touches struct pl_audio's first block of fields only.
**
** A device that vanished can hold its closing for ever, and a sound server that does not answer its opening: both are
** done on threads of their own, for which the main thread waits WAIT_MS at most. While one hangs no other is opened:
** SDL2_mixer knows a single device, and would take the dead one for open. */
#include <SDL.h>
#include <SDL_mixer.h>
#include <assert.h>
#include <fcntl.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "pl.h"

#define BLOCK_FRAMES      512
#define BLOCK_FRAMES_SAFE 1024 /* where the first is refused */
#define WAIT_MS           900  /* for opening and closing: a second, with room for the rest */
#define BYTES_PER_FRAME   4    /* S16, stereo */
#define SOUNDS            3
#define SOUND_FRAMES      (FRAMES_RATE_HZ / 10)
#define TURN              6.283185307179586
#define SERVER_FRAMES     (FRAMES_RATE_HZ / 100) /* 10 ms */
#define MUSIC_BYTES_MAX   (256L << 20)

struct pl_audio {
  struct mixer *mixer; /* borrowed */
  struct anchor_cell *cell;
  int64_t frames;    /* mixed before the coming block; audio thread only */
  atomic_bool ended; /* the mixer belongs to somebody else from here on */

  int block_frames;
  char device[128];
  Mix_Chunk *sound[SOUNDS];
  int16_t samples[SOUNDS][SOUND_FRAMES * 2]; /* the chunks borrow them */
  Mix_Music *music;                          /* NULL: none */
  bool music_runs;
};

static atomic_int closing_now; /* devices whose closing has not come back yet */

static void post_mix(void *data, Uint8 *stream, int bytes) {
  struct pl_audio *audio = data;
  if (atomic_load_explicit(&audio->ended, memory_order_acquire)) return;
  int frames = bytes / BYTES_PER_FRAME;
  struct anchor now = {audio->frames, frames, pl_now_us()};
  anchor_publish(audio->cell, now);
  mix_block(audio->mixer, (int16_t *)(void *)stream, frames, (struct mix_frame){audio->frames});
  audio->frames += frames;
}

/* ---- interface sounds --------------------------------------------------------------------------------- */

struct note {
  double hz, to_hz; /* a second note of the same length follows where to_hz is not 0 */
  double gain;
};

static const struct note notes[SOUNDS] = {{660, 0, 0.16}, {523.25, 783.99, 0.22}, {523.25, 392.00, 0.18}};

/* A soft struck tone: a 2 ms rise so that it does not click, then an exponential fall that has ended at
** the end. */
static double struck(double hz, double at_s, double length_s) {
  if (at_s < 0 || at_s >= length_s) return 0;
  double rise = at_s < 0.002 ? at_s / 0.002 : 1, left = length_s - at_s,
         fall = left < 0.010 ? left / 0.010 : 1;
  return rise * fall * exp(-at_s * 45) * (sin(TURN * hz * at_s) + 0.2 * sin(2 * TURN * hz * at_s));
}

static void synthesise(const struct note *note, int16_t *out) {
  double whole_s = (double)SOUND_FRAMES / FRAMES_RATE_HZ, second_s = whole_s * 0.45;
  for (int i = 0; i < SOUND_FRAMES; i++) {
    double at_s = (double)i / FRAMES_RATE_HZ;
    double v = struck(note->hz, at_s, note->to_hz > 0 ? whole_s * 0.6 : whole_s);
    if (note->to_hz > 0) v += struck(note->to_hz, at_s - second_s, whole_s - second_s);
    out[2 * i] = out[2 * i + 1] = (int16_t)(v * note->gain * 26000);
  }
}

void pl_audio_interface(struct pl_audio *audio, int which, float volume) {
  if (!audio || which < 0 || which >= SOUNDS || !audio->sound[which] || !(volume > 0)) return;
  float squared = volume < 1 ? volume * volume : 1;
  Mix_VolumeChunk(audio->sound[which], (int)(squared * MIX_MAX_VOLUME + 0.5f));
  Mix_PlayChannel(-1, audio->sound[which], 0);
}

/* ---- opening ------------------------------------------------------------------------------------------ */

struct opening {
  int wanted, block_frames; /* block_frames: with which it was opened; 0: it was refused, */
  char why[128];            /* and this is why */
  SDL_sem *ended;           /* posted by the opener when the fields above are whole */
  SDL_Thread *thread;
};

static struct opening *opening_now; /* NULL: none has to be waited for. Main thread only. */

static bool open_device(int block_frames) {
  return Mix_OpenAudioDevice(FRAMES_RATE_HZ, AUDIO_S16SYS, 2, block_frames, NULL, 0) == 0;
}

/* A sound server that was started anew is met by a fresh start of SDL's side only. */
static bool open_afresh(int block_frames) {
  if (open_device(block_frames)) return true;
  if (!SDL_WasInit(SDL_INIT_AUDIO)) return false;
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  return open_device(block_frames);
}

static int opener(void *data) {
  struct opening *opening = data;
  if (open_afresh(opening->wanted))
    opening->block_frames = opening->wanted;
  else if (opening->wanted < BLOCK_FRAMES_SAFE && open_device(BLOCK_FRAMES_SAFE))
    opening->block_frames = BLOCK_FRAMES_SAFE;
  if (!opening->block_frames) SDL_strlcpy(opening->why, Mix_GetError(), sizeof opening->why);
  SDL_SemPost(opening->ended);
  return 0;
}

static void opening_free(struct opening *opening) {
  if (opening && opening->ended) SDL_DestroySemaphore(opening->ended);
  free(opening);
}

static struct opening *opening_begin(int wanted) {
  struct opening *opening = calloc(1, sizeof *opening);
  if (!opening) return NULL;
  opening->wanted = wanted;
  opening->ended = SDL_CreateSemaphore(0);
  if (opening->ended) opening->thread = SDL_CreateThread(opener, "open sound", opening);
  if (opening->thread) return opening;
  opening_free(opening);
  return NULL;
}

/* ALSA tells stderr in many lines what it did not find while SDL tries it; the one sentence is ours to say. */
static bool ended_quietly(struct opening *opening, Uint32 wait_ms) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC), kept = dup(STDERR_FILENO);
  bool hushed = nowhere >= 0 && kept >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;
  bool ended = SDL_SemWaitTimeout(opening->ended, wait_ms) == 0;
  if (hushed) dup2(kept, STDERR_FILENO);
  if (nowhere >= 0) close(nowhere);
  if (kept >= 0) close(kept);
  return ended;
}

/* The blocks of the device that is open from now on, or ERR_MACHINE. One that opened after it was given up is taken
** over by the next call, which does not wait again. */
static int open_within_wait(int wanted) {
  bool known = opening_now != NULL;
  if (!known) opening_now = opening_begin(wanted);
  if (!opening_now)
    return err_set(ERR_MACHINE, "There is no memory for sound. Close other programs and try again.");
  if (!ended_quietly(opening_now, known ? 0 : WAIT_MS))
    return err_set(ERR_MACHINE,
                   "There is no sound yet: the sound system does not answer. Captions go on without it.");
  SDL_WaitThread(opening_now->thread, NULL);
  int result = opening_now->block_frames;
  if (!result)
    result =
        err_set(ERR_MACHINE, "There is no sound (%s). Connect a sound device; captions go on without it.",
                opening_now->why);
  opening_free(opening_now);
  opening_now = NULL;
  return result;
}

/* True when the name is another than before. */
static bool name_device(struct pl_audio *audio) {
  char *name = NULL, before[sizeof audio->device];
  SDL_AudioSpec spec;
  const char *driver = SDL_GetCurrentAudioDriver();
  if (SDL_GetDefaultAudioInfo(&name, &spec, 0) != 0) name = NULL;
  SDL_strlcpy(before, audio->device, sizeof before);
  SDL_strlcpy(audio->device, name && *name ? name : driver ? driver : "unknown", sizeof audio->device);
  SDL_free(name);
  return strcmp(before, audio->device) != 0;
}

bool pl_audio_moved(struct pl_audio *audio) {
  return audio && name_device(audio);
}

struct pl_audio *pl_audio_open(struct mixer *mixer, struct anchor_cell *cell, int block_frames,
                               struct mix_frame first) {
  assert(mixer && cell);
  struct pl_audio *audio = calloc(1, sizeof *audio);
  if (!audio) {
    err_set(ERR_MACHINE, "There is no memory for sound. Close other programs and try again.");
    return NULL;
  }
  if (atomic_load(&closing_now) > 0) {
    err_set(ERR_MACHINE,
            "The sound device that is gone has not let go yet. Start the game again if it does not.");
    free(audio);
    return NULL;
  }
  audio->block_frames = open_within_wait(block_frames > 0 ? block_frames : BLOCK_FRAMES);
  if (audio->block_frames < 0) {
    free(audio);
    return NULL;
  }
  name_device(audio);
  for (int i = 0; i < SOUNDS; i++) {
    synthesise(&notes[i], audio->samples[i]);
    audio->sound[i] = Mix_QuickLoad_RAW((Uint8 *)audio->samples[i], sizeof audio->samples[i]);
  }
  audio->mixer = mixer;
  audio->frames = first.v;
  audio->cell = cell;
  Mix_SetPostMix(post_mix, audio);
  return audio;
}

/* ---- music ---------------------------------------------------------------------------------------------- */

int pl_audio_music_load(struct pl_audio *audio, const char *path) {
  struct stat info;
  if (!audio) return err_set(ERR_MACHINE, "There is no sound device to play music on.");
  pl_audio_music_unload(audio);
  if (stat(path, &info) != 0) return err_set(ERR_NO, "There is no %s.", path);
  if (!S_ISREG(info.st_mode) || info.st_size > MUSIC_BYTES_MAX)
    return err_set(ERR_MACHINE, "%s is not a file of music. Put an Ogg file there, or take it away.", path);
  SDL_RWops *file = SDL_RWFromFile(path, "rb");
  if (file) audio->music = Mix_LoadMUSType_RW(file, MUS_OGG, 1);
  if (audio->music) return 0;
  return err_set(ERR_MACHINE, "%s cannot be played (%s). Put an Ogg Vorbis file there, or take it away.",
                 path, Mix_GetError());
}

void pl_audio_music_unload(struct pl_audio *audio) {
  if (!audio || !audio->music) return;
  Mix_HaltMusic();
  Mix_FreeMusic(audio->music);
  audio->music = NULL;
  audio->music_runs = false;
}

void pl_audio_music(struct pl_audio *audio, float level) {
  if (!audio || !audio->music) return;
  int volume = (int)((level > 0 ? level < 1 ? level : 1 : 0) * MIX_MAX_VOLUME + 0.5f);
  Mix_VolumeMusic(volume);
  if (volume > 0 && !audio->music_runs) {
    if (Mix_PlayingMusic())
      Mix_ResumeMusic();
    else
      Mix_PlayMusic(audio->music, -1);
    audio->music_runs = true;
  } else if (volume == 0 && audio->music_runs) {
    Mix_PauseMusic();
    audio->music_runs = false;
  }
}

/* ---- closing -------------------------------------------------------------------------------------------- */

struct closing {
  struct pl_audio *audio;
  SDL_sem *done;
  SDL_atomic_t owners; /* the waiter and the closer; the last one frees */
};

static void closing_leave(struct closing *closing) {
  if (SDL_AtomicAdd(&closing->owners, -1) != 1) return;
  SDL_DestroySemaphore(closing->done);
  free(closing);
}

static void close_device(struct pl_audio *audio) {
  Mix_SetPostMix(NULL, NULL);
  Mix_HaltChannel(-1);
  pl_audio_music_unload(audio);
  for (int i = 0; i < SOUNDS; i++)
    if (audio->sound[i]) Mix_FreeChunk(audio->sound[i]);
  Mix_CloseAudio();
  free(audio);
  atomic_fetch_sub(&closing_now, 1);
}

static int closer(void *data) {
  struct closing *closing = data;
  close_device(closing->audio);
  SDL_SemPost(closing->done);
  closing_leave(closing);
  return 0;
}

/* A device whose closing hangs, and its struct pl_audio, are left to the system. */
void pl_audio_close(struct pl_audio *audio) {
  if (!audio) return;
  atomic_store_explicit(&audio->ended, true, memory_order_release);
  atomic_fetch_add(&closing_now, 1);
  struct closing *closing = calloc(1, sizeof *closing);
  if (closing) closing->done = SDL_CreateSemaphore(0);
  SDL_Thread *thread = NULL;
  if (closing && closing->done) {
    closing->audio = audio;
    SDL_AtomicSet(&closing->owners, 2);
    thread = SDL_CreateThread(closer, "close sound", closing);
  }
  if (!thread) {
    if (closing && closing->done) SDL_DestroySemaphore(closing->done);
    free(closing);
    close_device(audio);
    return;
  }
  if (SDL_SemWaitTimeout(closing->done, WAIT_MS) == 0)
    SDL_WaitThread(thread, NULL);
  else
    SDL_DetachThread(thread);
  closing_leave(closing);
}

const char *pl_audio_device(struct pl_audio *audio) {
  return audio ? audio->device : "";
}

int pl_audio_block_frames(struct pl_audio *audio) {
  return audio ? audio->block_frames : 0;
}

/* Measured against another player: a sound server asks for a block when most of the one before is played and adds a
** little of its own; ALSA alone keeps two blocks ahead. What is left is for the player's calibration. */
int64_t pl_audio_latency_frames(struct pl_audio *audio) {
  if (!audio) return 0;
  const char *driver = SDL_GetCurrentAudioDriver();
  if (driver && strcmp(driver, "alsa") == 0) return 2 * (int64_t)audio->block_frames;
  return 3 * (int64_t)audio->block_frames / 4 + SERVER_FRAMES;
}
