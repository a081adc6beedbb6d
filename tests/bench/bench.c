/* bench SUPINE: prints the numbers that the program has to meet and that can be measured in one run, each beside its
** limit. Nothing here passes or fails: machines differ, tests do not time. Run it alone, in a release build.
**
** In process: processor time. Of the program itself, started with SDL's drivers for no screen and no sound: wall time. */
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "figure.h"
#include "game_state.h"
#include "palette.h"
#include "pl.h"
#include "run.h"
#include "show.h"
#include "stage.h"

#define WIDTH_PX     1280
#define HEIGHT_PX    800
#define ROUTINES     1000
#define BLOCK_FRAMES 480
#define FILM_FPS     60
#define PATH_MAX_    700

static const char *program;
static char home[] = BENCH_DIR "/home-XXXXXX";

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double cpu_s(void) {
  return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void row(const char *what, double value, const char *unit, const char *limit) {
  printf("%-44s %10.3f %-12s %s\n", what, value, unit, limit);
  fflush(stdout);
}

static void fail(const char *what) {
  fprintf(stderr, "bench: %s: %s\n", what, err_text());
  exit(1);
}

/* ---- figure ------------------------------------------------------------------------------------------------ */

/* Arms anywhere on their way, so that nothing can be kept from the pose before. */
static struct pose pose_number(int n) {
  struct angles a = angles_lying();
  struct pose pose;
  for (int side = 0; side < BODY_SIDES; side++) {
    a.arm[side].hand_rests = 0;
    a.arm[side].shoulder_flexion_rad = vec_rad(fmod(n * 7.7, 165));
    a.arm[side].elbow_flexion_rad = vec_rad(fmod(n * 3.1, 90));
  }
  pose_solve(skel_adult(), &a, fmod(n * 0.013, 1), &pose);
  return pose;
}

static void measure_figure(void) {
  enum { ROUNDS = 20000 };
  struct dl dl = {.outlines = true};
  struct cam cam;
  struct cam_pose from = cam_view_pose(CAM_SIDE, 1.6);
  struct figure_look look = {.palette = palette_find("dusk")};
  double sum = 0;
  cam_set(&cam, &from, (struct cam_rect){0, 0, WIDTH_PX, HEIGHT_PX}, 0, false);
  double start = cpu_s();
  for (int i = 0; i < ROUNDS; i++) {
    struct pose pose = pose_number(i);
    sum += pose.joint[SKEL_HAND_L].x;
  }
  double posed = cpu_s() - start;
  start = cpu_s();
  for (int i = 0; i < ROUNDS; i++) {
    struct pose pose = pose_number(i);
    dl_reset(&dl);
    figure_draw(&dl, &cam, skel_adult(), &pose, &look);
  }
  double drawn = cpu_s() - start;
  row("one pose and its strokes", drawn / ROUNDS * 1e6, "us", "<= 50");
  row("1,000 figures posed", posed / ROUNDS * 1e6, "ms", isnan(sum) ? "?" : "<= 5");
  dl_free(&dl);
}

/* ---- rendering --------------------------------------------------------------------------------------------- */

struct stand {
  struct catalog catalog;
  struct mixer *mixer;
  struct run *run;
};

static void open_stand(struct stand *stand) {
  if (catalog_open(&stand->catalog, home) != 0) fail("routines");
  struct run_desc desc = {.catalog = &stand->catalog,
                          .routine = catalog_get(&stand->catalog, "towel-roll"),
                          .options = {.get_ready_s = 0, .rest_s = -1},
                          .level = SPEECH_FULL,
                          .voice_rate = 1};
  stand->mixer = mix_create();
  stand->run = desc.routine && stand->mixer ? run_create(&desc, stand->mixer) : NULL;
  if (!stand->run) fail("session");
  run_ready(stand->run, true);
  run_start(stand->run, (struct mix_frame){0});
}

static void close_stand(struct stand *stand) {
  run_destroy(stand->run);
  mix_destroy(stand->mixer);
  catalog_close(&stand->catalog);
}

/* With its words spoken, as "supine render --out x.wav" does it, but for the file. */
static void measure_sound(void) {
  struct stand stand;
  double start = cpu_s();
  open_stand(&stand);
  double spoken = cpu_s();
  int64_t total = run_plan(stand.run)->length_frames;
  int16_t block[2 * BLOCK_FRAMES];
  for (int64_t at = 0; at < total; at += BLOCK_FRAMES) {
    memset(block, 0, sizeof block);
    run_update(stand.run, (struct mix_frame){at}, (struct mix_frame){at + BLOCK_FRAMES});
    mix_block(stand.mixer, block, BLOCK_FRAMES, (struct mix_frame){at});
  }
  double end = cpu_s(), length_s = frames_to_s(total);
  row("sound, mixed alone", length_s / (end - spoken), "x real time", "");
  row("sound with speaking its words", length_s / (end - start), "x real time", ">= 200");
  close_stand(&stand);
}

static void measure_frames(void) {
  struct stand stand;
  const char *files[3];
  open_stand(&stand);
  pl_font_files(files);
  struct pl_fonts *fonts = pl_fonts_open(files[0], files[1], files[2]);
  struct pl_canvas *canvas = fonts ? pl_canvas_open(WIDTH_PX, HEIGHT_PX, fonts) : NULL;
  struct show *show = canvas ? show_create() : NULL;
  struct settings settings = settings_default();
  struct dl dl = {.outlines = true};
  if (!show) fail("pictures");
  int64_t total = run_plan(stand.run)->length_frames, frames = 0;
  double start = cpu_s();
  for (int64_t at = 0; at < total;
       at += 7 * FRAMES_RATE_HZ / FILM_FPS / 4, frames++) { /* all over the session */
    struct show_frame frame = {.dl = &dl,
                               .width_px = WIDTH_PX,
                               .height_px = HEIGHT_PX,
                               .fonts = fonts,
                               .settings = &settings,
                               .loc = &stand.catalog.loc,
                               .glyphs = UI_KEYBOARD,
                               .now_s = frames_to_s(at)};
    show_run(show, &frame, stand.run, (struct ses_frame){at}, NULL, NULL);
    if (pl_canvas_draw(canvas, &dl) != 0) fail("picture");
    if (cpu_s() - start > 10) break;
  }
  row("film frames 1280x800 without encoding", (double)frames / FILM_FPS / (cpu_s() - start), "x real time",
      ">= 4");
  show_destroy(show);
  pl_canvas_close(canvas);
  pl_fonts_close(fonts);
  dl_free(&dl);
  close_stand(&stand);
}

/* ---- the program itself ------------------------------------------------------------------------------------ */

/* Starts the program with these words; stdout goes nowhere. */
static pid_t start(char *const words[]) {
  pid_t pid = fork();
  if (pid != 0) return pid;
  int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  setenv("SDL_AUDIODRIVER", "dummy", 1);
  setenv("SDL_RENDER_DRIVER", "software", 1);
  execv(program, words);
  _exit(127);
}

static double wall_of(char *const words[]) {
  double best = INFINITY;
  for (int i = 0; i < 3; i++) {
    int status;
    double from = seconds(CLOCK_MONOTONIC);
    if (waitpid(start(words), &status, 0) < 0 || status != 0) return NAN;
    best = fmin(best, seconds(CLOCK_MONOTONIC) - from);
  }
  return best;
}

static void write_routine(int n) {
  char path[PATH_MAX_];
  snprintf(path, sizeof path, "%s/routines/r-%04d.lua", home, n);
  FILE *file = fopen(path, "w");
  if (!file) exit(1);
  fprintf(file,
          "-- api-version: 1\nreturn {\n  id = \"r-%04d\", title = \"Routine %d\", summary = \"For the "
          "benchmark.\",\n"
          "  author = \"bench\", reps = 5, start = \"lying\",\n  repetition = {\n"
          "    { id = \"up\", breath = \"in\", seconds = 4, to = \"arms_up\" },\n"
          "    { id = \"over\", breath = \"out\", seconds = 6, to = \"arms_overhead\" },\n"
          "    { id = \"back\", breath = \"free\", seconds = 6, to = \"lying\" },\n  },\n}\n",
          n, n);
  fclose(file);
}

static void measure_list(void) {
  char folder[PATH_MAX_], list[] = "list", option[] = "--home", name[] = "supine";
  char *words[] = {name, list, option, home, NULL};
  row("supine list, the shipped routines", 1e3 * wall_of(words), "ms", "");
  snprintf(folder, sizeof folder, "%s/routines", home);
  mkdir(folder, 0777);
  for (int i = 1; i <= ROUTINES; i++) write_routine(i);
  row("supine list, 1,000 routines more", 1e3 * wall_of(words), "ms", "<= 300");
  for (int i = 1; i <= ROUTINES; i++) {
    char path[PATH_MAX_ + 16];
    snprintf(path, sizeof path, "%s/r-%04d.lua", folder, i);
    remove(path);
  }
  rmdir(folder);
}

/* The number that stands behind the text in the program's log, 0 where none does; negative: there is no such text. */
static double logged(const char *text) {
  char path[PATH_MAX_], line[1000];
  snprintf(path, sizeof path, "%s/supine.log", home);
  FILE *file = fopen(path, "r");
  const char *found = NULL;
  while (file && !found && fgets(line, sizeof line, file)) found = strstr(line, text);
  if (file) fclose(file);
  return found ? fabs(strtod(found + strlen(text), NULL)) : -1;
}

/* Waits for a line of the log; the seconds it took since `from`, or not a number after `most_s`. */
static double await(const char *text, double from, double most_s) {
  while (seconds(CLOCK_MONOTONIC) - from < most_s) {
    if (logged(text) >= 0) return seconds(CLOCK_MONOTONIC) - from;
    nanosleep(&(struct timespec){0, 500000}, NULL);
  }
  return NAN;
}

static double resident_mb(pid_t pid) {
  char path[64], line[200];
  double kb = NAN;
  snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %lf", &kb);
  if (file) fclose(file);
  return kb / 1024;
}

/* The safety card has been read: a named routine starts at once. */
static void read_safety_card(void) {
  char path[PATH_MAX_];
  enum store_state state;
  snprintf(path, sizeof path, "%s/supine.db", home);
  struct store *store = store_open(path, &state);
  if (store) store_put(store, "settings.safety_seen", "1");
  store_close(store);
}

static void measure_play(void) {
  char name[] = "supine", play[] = "play", routine[] = "towel-roll", option[] = "--home",
       windowed[] = "--windowed";
  char ready[] = "--get-ready", none[] = "0";
  char *menu[] = {name, play, option, home, windowed, NULL};
  char *session[] = {name, play, routine, ready, none, option, home, windowed, NULL};
  char log[PATH_MAX_];
  int status;
  read_safety_card();
  snprintf(log, sizeof log, "%s/supine.log", home);
  double from = seconds(CLOCK_MONOTONIC);
  pid_t pid = start(menu);
  row("first picture, then the sound device", 1e3 * await("sound:", from, 10), "ms", "<= 100 (the picture)");
  kill(pid, SIGTERM);
  waitpid(pid, &status, 0);
  remove(log);
  pid = start(session);
  double moving = await("reach_overhead", seconds(CLOCK_MONOTONIC), 30);
  row("resident in a session, software renderer", isnan(moving) ? NAN : resident_mb(pid), "MB", "<= 64");
  kill(pid, SIGTERM);
  waitpid(pid, &status, 0);
}

/* Only where there is a display: without a GPU SDL's OpenGL draws on the CPU, with the same calls. */
static void measure_calls(void) {
  char name[] = "supine", play[] = "play", routine[] = "towel-roll", option[] = "--home";
  char ready[] = "--get-ready", none[] = "0";
  char *session[] = {name, play, routine, ready, none, option, home, NULL};
  char log[PATH_MAX_];
  int status;
  if (!getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY")) return;
  snprintf(log, sizeof log, "%s/supine.log", home);
  remove(log);
  pid_t pid = fork();
  if (pid == 0) {
    setenv("SDL_RENDER_DRIVER", "opengl", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    execv(program, session);
    _exit(127);
  }
  await("reach_overhead", seconds(CLOCK_MONOTONIC), 30);
  kill(pid, SIGTERM);
  waitpid(pid, &status, 0);
  double calls = logged("at most ");
  row("calls to the graphics device in a frame", calls >= 0 ? calls : NAN, "", "a handful");
}

static void clear_voice(void) {
  char path[PATH_MAX_];
  snprintf(path, sizeof path, "%s/cache/voice", home);
  DIR *dir = opendir(path);
  for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
    char file[PATH_MAX_ + 300];
    if (entry->d_name[0] == '.') continue;
    snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
    remove(file);
  }
  if (dir) closedir(dir);
  rmdir(path);
  snprintf(path, sizeof path, "%s/cache", home);
  rmdir(path);
}

static void clear_home(void) {
  static const char *const files[] = {"supine.log", "supine.db", "supine.db.lock", "supine.db-journal"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char path[PATH_MAX_];
    snprintf(path, sizeof path, "%s/%s", home, files[i]);
    remove(path);
  }
  clear_voice();
  if (rmdir(home) != 0) fprintf(stderr, "bench: something was left in %s\n", home);
}

int main(int argc, char **argv) {
  if (argc != 2 || !mkdtemp(home)) {
    fprintf(stderr, "usage: bench SUPINE\n");
    return 2;
  }
  program = argv[1];
  measure_figure();
  measure_sound();
  measure_frames();
  measure_list();
  measure_play();
  measure_calls();
  clear_home();
  return 0;
}
