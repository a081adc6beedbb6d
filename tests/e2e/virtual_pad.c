/* A game pad without hardware: preloaded into the program under test (LD_PRELOAD), it plugs a virtual
** controller into that program's own SDL and plays what a text file says. SDL's virtual joysticks exist only
** inside the process that made them, so no other place would do.
**
**   SUPINE_PAD_SCRIPT  the file to play; without it nothing happens
**   SUPINE_PAD_LOG     where to append what was played and every rumble that was asked for
**
** One command a line, played in order, each when its time has come (milliseconds since the pad was first
** plugged in) and the line before it was done a moment ago. Lines that are appended while the program runs
** are played too, so a test can watch the screen and then press. Empty lines and lines that begin with # say
** nothing.
**
**   MS press BUTTON      down and, 60 ms later, up
**   MS down BUTTON       MS up BUTTON
**   MS axis AXIS VALUE   -32768 to 32767
**   MS unplug            MS plug
**
** BUTTON and AXIS are SDL's names: a b x y back start dpup dpdown dpleft dpright, leftx lefty and so on. An
** unknown command ends the program with status 99: a misspelt test must not pass. */
#define _GNU_SOURCE
#include <SDL.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES  160
#define PRESS_MS        60
#define SETTLE_MS       300 /* a program needs a moment to open a pad it has just seen */
#define STEP_MS         10  /* longest wait of the program between two looks at the script */
#define BAD_SCRIPT_EXIT 99

struct command {
  Uint32 at_ms;
  char verb[16], name[24];
  int value;
};

static struct {
  bool asked; /* the environment names a script */
  bool busy;  /* inside one of our own calls of SDL */
  FILE *script, *log;
  bool started;
  Uint32 start_ms;
  SDL_Joystick *stick; /* NULL: unplugged */
  int device;          /* device index that SDL gave the pad */
  bool have_next;
  struct command next;
  SDL_GameControllerButton held; /* of a press; INVALID: none */
  Uint32 quiet_until_ms; /* nothing happens before: a held button, a gap, a pad that is just being opened */
} pad = {.held = SDL_CONTROLLER_BUTTON_INVALID, .device = -1};

/* The program's own SDL behind a name that this file covers. */
static void real(const char *name, void *function, size_t size) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) {
    fprintf(stderr, "virtual_pad: %s was not found; is SDL2 linked?\n", name);
    exit(BAD_SCRIPT_EXIT);
  }
  memcpy(function, &found, size);
}

#define REAL(variable, name) real(name, &(variable), sizeof(variable))

static void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void note(const char *format, ...) {
  if (!pad.log) return;
  va_list list;
  va_start(list, format);
  fprintf(pad.log, "%u ", (unsigned)(SDL_GetTicks() - pad.start_ms));
  vfprintf(pad.log, format, list);
  fputc('\n', pad.log);
  fflush(pad.log);
  va_end(list);
}

static int SDLCALL on_rumble(void *data, Uint16 low, Uint16 high) {
  (void)data;
  note("rumble %u %u", (unsigned)low, (unsigned)high);
  return 0;
}

static void plug(void) {
  SDL_VirtualJoystickDesc desc = {0};
  desc.version = SDL_VIRTUAL_JOYSTICK_DESC_VERSION;
  desc.type = SDL_JOYSTICK_TYPE_GAMECONTROLLER;
  desc.naxes = SDL_CONTROLLER_AXIS_MAX;
  desc.nbuttons = SDL_CONTROLLER_BUTTON_DPAD_RIGHT + 1;
  desc.vendor_id = 0x045e; /* the glyphs of a pad that everybody knows */
  desc.product_id = 0x028e;
  desc.name = "Virtual test pad";
  desc.Rumble = on_rumble;
  pad.device = SDL_JoystickAttachVirtualEx(&desc);
  pad.stick = pad.device < 0 ? NULL : SDL_JoystickOpen(pad.device);
  if (!pad.stick) {
    fprintf(stderr, "virtual_pad: %s\n", SDL_GetError());
    exit(BAD_SCRIPT_EXIT);
  }
  pad.quiet_until_ms = SDL_GetTicks() - pad.start_ms + SETTLE_MS;
  note("plug");
}

static void unplug(void) {
  if (!pad.stick) return;
  SDL_JoystickID id = SDL_JoystickInstanceID(pad.stick);
  SDL_JoystickClose(pad.stick);
  pad.stick = NULL;
  pad.held = SDL_CONTROLLER_BUTTON_INVALID;
  /* The index may have moved since: other pads come and go. */
  for (int i = 0; i < SDL_NumJoysticks(); i++)
    if (SDL_JoystickGetDeviceInstanceID(i) == id) SDL_JoystickDetachVirtual(i);
  note("unplug");
}

static void bad_script(const char *what) {
  fprintf(stderr, "virtual_pad: the pad script says '%s', which is no command\n", what);
  exit(BAD_SCRIPT_EXIT);
}

/* Reads the next whole line of the script, if there is one yet. */
static bool read_command(struct command *out) {
  char line[LINE_MAX_BYTES];
  for (;;) {
    long place = ftell(pad.script);
    clearerr(pad.script);
    if (!fgets(line, sizeof(line), pad.script)) return false;
    size_t length = strlen(line);
    if (length == 0 || line[length - 1] != '\n') { /* half a line: its writer is not done */
      fseek(pad.script, place, SEEK_SET);
      return false;
    }
    line[length - 1] = '\0';
    if (line[0] == '\0' || line[0] == '#') continue;
    unsigned at_ms = 0;
    *out = (struct command){0};
    if (sscanf(line, "%u %15s %23s %d", &at_ms, out->verb, out->name, &out->value) < 2) bad_script(line);
    out->at_ms = at_ms;
    return true;
  }
}

static SDL_GameControllerButton button_of(const struct command *command) {
  SDL_GameControllerButton button = SDL_GameControllerGetButtonFromString(command->name);
  if (button == SDL_CONTROLLER_BUTTON_INVALID) bad_script(command->name);
  return button;
}

static void play_command(const struct command *command) {
  const char *verb = command->verb;
  if (strcmp(verb, "plug") == 0) {
    if (!pad.stick) plug();
    return;
  }
  if (strcmp(verb, "unplug") == 0) {
    unplug();
    return;
  }
  bool press = strcmp(verb, "press") == 0, down = strcmp(verb, "down") == 0, up = strcmp(verb, "up") == 0;
  bool axis = strcmp(verb, "axis") == 0;
  if (!press && !down && !up && !axis) bad_script(verb);
  if (axis) {
    SDL_GameControllerAxis which = SDL_GameControllerGetAxisFromString(command->name);
    if (which == SDL_CONTROLLER_AXIS_INVALID) bad_script(command->name);
    if (pad.stick) SDL_JoystickSetVirtualAxis(pad.stick, which, (Sint16)command->value);
  } else {
    SDL_GameControllerButton button = button_of(command);
    if (pad.stick) SDL_JoystickSetVirtualButton(pad.stick, button, up ? SDL_RELEASED : SDL_PRESSED);
    if (press) pad.held = button;
  }
  note("%s %s", verb, command->name);
}

/* Plugs the pad in when the program's SDL is ready for it, and plays at most one command, with a gap after
** each: SDL reports the pad's state, not its history, so down and up must not fall between two looks. */
static void step(void) {
  if (!pad.asked || pad.busy || !SDL_WasInit(SDL_INIT_JOYSTICK)) return;
  pad.busy = true;
  if (!pad.started) {
    pad.started = true;
    pad.start_ms = SDL_GetTicks();
    plug();
  }
  Uint32 now_ms = SDL_GetTicks() - pad.start_ms;
  if (pad.held != SDL_CONTROLLER_BUTTON_INVALID) {
    if (now_ms >= pad.quiet_until_ms) {
      if (pad.stick) SDL_JoystickSetVirtualButton(pad.stick, pad.held, SDL_RELEASED);
      pad.held = SDL_CONTROLLER_BUTTON_INVALID;
      pad.quiet_until_ms = now_ms + PRESS_MS; /* the next press begins after a gap */
    }
  } else if (now_ms >= pad.quiet_until_ms) {
    if (!pad.have_next) pad.have_next = read_command(&pad.next);
    if (pad.have_next && now_ms >= pad.next.at_ms) {
      pad.have_next = false;
      pad.quiet_until_ms = now_ms + PRESS_MS;
      play_command(&pad.next);
    }
  }
  pad.busy = false;
}

__attribute__((constructor)) static void begin(void) {
  const char *script = getenv("SUPINE_PAD_SCRIPT"), *log = getenv("SUPINE_PAD_LOG");
  if (!script || !*script) return;
  pad.script = fopen(script, "r");
  if (!pad.script) {
    fprintf(stderr, "virtual_pad: the pad script %s cannot be read\n", script);
    exit(BAD_SCRIPT_EXIT);
  }
  if (log && *log) pad.log = fopen(log, "a");
  /* An X server without a window manager gives nobody the keyboard; SDL would swallow the pad as well. */
  setenv("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1", 1);
  pad.asked = true;
}

/* ---- what the program calls --------------------------------------------------------------------------- */

void SDL_PumpEvents(void) {
  void (*pump)(void);
  REAL(pump, "SDL_PumpEvents");
  step();
  pump();
}

int SDL_PollEvent(SDL_Event *event) {
  int (*poll_event)(SDL_Event *);
  REAL(poll_event, "SDL_PollEvent");
  step();
  return poll_event(event);
}

int SDL_WaitEventTimeout(SDL_Event *event, int timeout_ms) {
  int (*wait_event)(SDL_Event *, int);
  REAL(wait_event, "SDL_WaitEventTimeout");
  Uint32 start_ms = SDL_GetTicks();
  for (;;) { /* a program that sleeps for an event would never look at the script */
    step();
    int slice_ms = STEP_MS;
    if (timeout_ms >= 0) {
      Uint32 gone_ms = SDL_GetTicks() - start_ms;
      int left_ms = gone_ms >= (Uint32)timeout_ms ? 0 : timeout_ms - (int)gone_ms;
      if (left_ms < slice_ms) slice_ms = left_ms;
      if (left_ms == 0) return wait_event(event, 0);
    }
    if (wait_event(event, pad.asked ? slice_ms : timeout_ms)) return 1;
    if (!pad.asked) return 0;
  }
}

int SDL_WaitEvent(SDL_Event *event) {
  return SDL_WaitEventTimeout(event, -1);
}
