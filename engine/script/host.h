/* The game's way to Lua: script files go to a worker process, plain data comes back.
**
** A routine is evaluated once, for all its repetitions, into a struct routine; nothing per frame is asked of Lua.
** Requests are queued and answered one after the other; host_poll never waits, so the thread that draws can call it
** every frame. Each request has a deadline (WIRE_SOFT_MS told to stop, WIRE_HARD_MS killed), and a worker that was
** killed, broke, or belongs to another group of files is replaced for the next request. Whatever a script does, the
** request ends with a value or with one finding that names its file and, where Lua has one, the line.
**
** One thread, and the same one for the whole life of a host: the kernel ends the worker when the thread that
** started it ends. Times are CLOCK_MONOTONIC microseconds. */
#ifndef SUPINE_HOST_H
#define SUPINE_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "decode.h"
#include "diag.h"
#include "hist.h"
#include "loc.h"
#include "routine.h"
#include "source.h"
#include "streak.h"

struct host;

/* A host for the worker program at worker_path, which is started at the first request. NULL and a sentence when the
** program is not there or memory is short. */
struct host *host_create(const char *worker_path);

/* Kills the worker, reaps it (within 1 s) and forgets all requests. host may be NULL. */
void host_destroy(struct host *host);

/* ---- requests ---- */

/* Queues a file (source_read has checked it) for evaluation; it is copied. reps: how many repetitions the player
** wants, 0…ROUTINE_REPS_HARD_MAX, 0 for the file's own number. group: files of one group share a worker process;
** "" for those of the program, a mod's folder for those of a mod. Returns an id above 0, or ERR_MACHINE. */
int host_request(struct host *host, const struct source *source, int reps, const char *group);

/* Moves everything on that can move at now_us. Returns how many requests have no answer yet. */
int host_poll(struct host *host, int64_t now_us);

/* Whether the answer to id is there to be taken. */
bool host_answered(const struct host *host, int id);

/* Waits until id is answered: at most a few seconds, and only when other requests stand before it. For the command
** line and the start; never from a thread that draws. */
void host_wait(struct host *host, int id);

/* Forgets a request, whatever its state. */
void host_drop(struct host *host, int id);

/* Taking an answer ends its request. Each decodes the value as one kind of file; list receives what is wrong with it.
** They return 0, or ERR_NO with a sentence (the first finding) when the file cannot be used. */

/* A routine or session, in the arena; words' poses and loc need not outlive the call. */
int host_take_routine(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                      struct diag_list *list, const struct routine **out);

/* A file of shared poses, in the arena. */
int host_take_poses(struct host *host, int id, struct arena *arena, struct diag_list *list,
                    const struct poses **out);

/* A locale file: its texts are added to loc, later files over earlier ones. The caller seals loc after the last.
** A text that is wrong is a finding; the others are there all the same. */
int host_take_locale(struct host *host, int id, struct loc *loc, struct arena *arena, struct diag_list *list);

/* ---- in one go, waiting ---- */

/* source_read, host_request, host_wait and the matching host_take. A file that cannot be read is a finding too. */
int host_load_routine(struct host *host, const char *path, int reps, const char *group,
                      const struct decode_words *words, struct arena *arena, struct diag_list *list,
                      const struct routine **out);
int host_load_poses(struct host *host, const char *path, const char *group, struct arena *arena,
                    struct diag_list *list, const struct poses **out);
int host_load_locale(struct host *host, const char *path, const char *group, struct loc *loc,
                     struct arena *arena, struct diag_list *list);

/* ---- rules ---- */

/* Streak and badge files are rules: pure functions of the history (struct hist), which is sent to a worker once
** and then serves all files of a group. Each rule has WIRE_CALL_SOFT_MS of processor time, is killed after
** WIRE_CALL_HARD_MS, and takes no other rule of its file away. A group other than "" has 500 ms of processor
** time in any 10 seconds. A file that had to be killed, broke the worker or had used up its time HOST_STRIKES
** times is off: its requests fail at once, until it is turned on. Files of group "" belong to the program and
** are never turned off. */

#define HOST_STRIKES 3

/* The history that rules see from now on, as of the civil day today. It is copied; words give the language and
** the names of months. Requests that are queued see it too. Returns 0, or ERR_MACHINE: the one before stays. */
int host_set_history(struct host *host, const struct hist *hist, int32_t today,
                     const struct decode_words *words);

/* Queues a file of rules like host_request. call: ask its rules, which needs a history; otherwise only what the
** file says about itself is read. Give every player's file a group of its own: its path. Returns an id, or
** ERR_MACHINE. */
int host_request_rules(struct host *host, const struct source *source, const char *group, bool call);

/* What a streak file says about itself; own is set for groups other than "". The file need not have been
** called. */
int host_take_streak_rule(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                          struct diag_list *list, struct streak_rule *out);

/* The answer of a streak file that was called, in the arena. */
int host_take_streak(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                     struct diag_list *list, const struct streak **out);

/* The badges of a file that was called, in the arena. A badge that fails is a finding and left out; 0 is
** returned all the same, ERR_NO only where the file as a whole cannot be used. */
int host_take_badges(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                     struct diag_list *list, struct badge_list *out);

/* In one go, waiting, with the history that was set. */
int host_run_streak(struct host *host, const char *path, const char *group, const struct decode_words *words,
                    struct arena *arena, struct diag_list *list, const struct streak **out);
int host_run_badges(struct host *host, const char *path, const char *group, const struct decode_words *words,
                    struct arena *arena, struct diag_list *list, struct badge_list *out);

/* Files that are off, by the name their source was read under. The caller keeps the list beyond the program's
** end: host_off_file gives them one by one (NULL after the last; valid until the host is next called),
** host_turn_off restores one, host_turn_on forgives. host_strikes: how often a file was at fault so far. */
const char *host_off_file(const struct host *host, int index);
void host_turn_off(struct host *host, const char *file);
void host_turn_on(struct host *host, const char *file);
int host_strikes(const struct host *host, const char *file);

/* ---- for doctor and tests ---- */

struct host_state {
  int worker_pid;  /* 0: none is running */
  int started;     /* workers so far */
  int killed_late; /* because of a deadline */
  int broken;      /* ended by themselves or against the protocol */
};

/* How its workers have fared so far. */
struct host_state host_state(const struct host *host);

#endif
