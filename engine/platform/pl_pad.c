#include "pl_pad.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

#define REPEAT_FIRST_US 400000
#define REPEAT_NEXT_US  120000
#define STICK_ENTER     16384 /* of 32767; leaving is lower, so that a trembling stick does not stutter */
#define STICK_LEAVE     11000
#define VENDOR_VALVE    0x28DE

void pl_pad_init(struct pl_pads *pads) {
  memset(pads, 0, sizeof *pads);
  pads->in_use = -1;
}

void pl_pad_close(struct pl_pads *pads) {
  for (int i = 0; i < pads->count; i++) SDL_GameControllerClose(pads->pad[i].controller);
  pl_pad_init(pads);
}

static int find(const struct pl_pads *pads, SDL_JoystickID id) {
  for (int i = 0; i < pads->count; i++)
    if (pads->pad[i].id == id) return i;
  return -1;
}

static void added(struct pl_pads *pads, int device_index) {
  if (device_index < 0 || device_index >= SDL_NumJoysticks() || !SDL_IsGameController(device_index)) return;
  if (pads->count == PL_PAD_MAX || find(pads, SDL_JoystickGetDeviceInstanceID(device_index)) >= 0) return;
  SDL_GameController *controller = SDL_GameControllerOpen(device_index);
  if (!controller) {
    log_line(LOG_WARN, "a game pad cannot be used: %s", SDL_GetError());
    return;
  }
  struct pl_pad pad = {controller, SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(controller))};
  pads->pad[pads->count++] = pad;
}

static bool removed(struct pl_pads *pads, SDL_JoystickID id) {
  int i = find(pads, id);
  if (i < 0) return false;
  SDL_GameControllerClose(pads->pad[i].controller);
  pads->pad[i] = pads->pad[--pads->count];
  if (pads->in_use != id) return false;
  pads->in_use = -1;
  pl_pad_release(pads);
  return true;
}

void pl_pad_release(struct pl_pads *pads) {
  pads->held = PL_EV_NONE;
  pads->stick_x = pads->stick_y = 0;
}

static void hold(struct pl_pads *pads, enum pl_event_kind kind, bool by_stick, int64_t now_us) {
  pads->held = kind;
  pads->held_by_stick = by_stick;
  pads->repeat_us = now_us + REPEAT_FIRST_US;
}

static enum pl_event_kind button_kind(int button) {
  switch (button) {
  case SDL_CONTROLLER_BUTTON_DPAD_UP:
    return PL_EV_UP;
  case SDL_CONTROLLER_BUTTON_DPAD_DOWN:
    return PL_EV_DOWN;
  case SDL_CONTROLLER_BUTTON_DPAD_LEFT:
    return PL_EV_LEFT;
  case SDL_CONTROLLER_BUTTON_DPAD_RIGHT:
    return PL_EV_RIGHT;
  case SDL_CONTROLLER_BUTTON_A:
    return PL_EV_ACCEPT;
  case SDL_CONTROLLER_BUTTON_B:
    return PL_EV_BACK;
  case SDL_CONTROLLER_BUTTON_START:
    return PL_EV_MENU;
  case SDL_CONTROLLER_BUTTON_GUIDE:
    return PL_EV_NONE; /* belongs to the system's overlay */
  default:
    return PL_EV_ANY;
  }
}

static bool is_direction(enum pl_event_kind kind) {
  return kind == PL_EV_UP || kind == PL_EV_DOWN || kind == PL_EV_LEFT || kind == PL_EV_RIGHT;
}

static enum pl_event_kind stick_kind(const struct pl_pads *pads) {
  int x = pads->stick_x, y = pads->stick_y;
  int threshold = pads->held != PL_EV_NONE && pads->held_by_stick ? STICK_LEAVE : STICK_ENTER;
  if (abs(x) < threshold && abs(y) < threshold) return PL_EV_NONE;
  if (abs(x) >= abs(y)) return x < 0 ? PL_EV_LEFT : PL_EV_RIGHT;
  return y < 0 ? PL_EV_UP : PL_EV_DOWN;
}

static bool stick_moved(struct pl_pads *pads, const SDL_ControllerAxisEvent *axis, int64_t now_us,
                        struct pl_event *out) {
  if (find(pads, axis->which) < 0) return false;
  if (axis->axis != SDL_CONTROLLER_AXIS_LEFTX && axis->axis != SDL_CONTROLLER_AXIS_LEFTY) return false;
  if (axis->which != pads->in_use) { /* a drifting stick must not take over; a real push does */
    if (abs(axis->value) < STICK_ENTER) return false;
    pl_pad_release(pads);
    pads->in_use = axis->which;
  }
  *(axis->axis == SDL_CONTROLLER_AXIS_LEFTX ? &pads->stick_x : &pads->stick_y) = axis->value;
  enum pl_event_kind kind = stick_kind(pads);
  if (kind == PL_EV_NONE) {
    if (pads->held_by_stick) pads->held = PL_EV_NONE;
    return false;
  }
  if (kind == pads->held) return false;
  hold(pads, kind, true, now_us);
  out->kind = kind;
  return true;
}

static bool button_moved(struct pl_pads *pads, const SDL_ControllerButtonEvent *button, int64_t now_us,
                         struct pl_event *out) {
  enum pl_event_kind kind = button_kind(button->button);
  if (find(pads, button->which) < 0 || kind == PL_EV_NONE) return false;
  if (button->state != SDL_PRESSED) {
    if (kind == pads->held && !pads->held_by_stick) pads->held = PL_EV_NONE;
    return false;
  }
  if (button->which != pads->in_use) pl_pad_release(pads);
  pads->in_use = button->which;
  if (is_direction(kind)) hold(pads, kind, false, now_us);
  out->kind = kind;
  return true;
}

bool pl_pad_event(struct pl_pads *pads, const SDL_Event *event, int64_t now_us, struct pl_event *out) {
  *out = (struct pl_event){.device = PL_PAD};
  switch (event->type) {
  case SDL_CONTROLLERDEVICEADDED:
    added(pads, event->cdevice.which);
    return false;
  case SDL_CONTROLLERDEVICEREMOVED:
    out->kind = PL_EV_PAD_LOST;
    return removed(pads, event->cdevice.which);
  case SDL_CONTROLLERBUTTONDOWN:
  case SDL_CONTROLLERBUTTONUP:
    return button_moved(pads, &event->cbutton, now_us, out);
  case SDL_CONTROLLERAXISMOTION:
    return stick_moved(pads, &event->caxis, now_us, out);
  default:
    return false;
  }
}

bool pl_pad_repeat(struct pl_pads *pads, int64_t now_us, struct pl_event *out) {
  if (pads->held == PL_EV_NONE || now_us < pads->repeat_us) return false;
  *out = (struct pl_event){.kind = pads->held, .device = PL_PAD, .repeat = true};
  pads->repeat_us = now_us + REPEAT_NEXT_US; /* from now: a stalled frame is no reason for a burst */
  return true;
}

SDL_GameController *pl_pad_current(const struct pl_pads *pads) {
  int i = find(pads, pads->in_use);
  return i >= 0 ? pads->pad[i].controller : pads->count > 0 ? pads->pad[0].controller : NULL;
}

enum pl_glyphs pl_pad_glyphs(const struct pl_pads *pads) {
  SDL_GameController *controller = pl_pad_current(pads);
  const char *deck = SDL_getenv("SteamDeck");
  switch (controller ? SDL_GameControllerGetType(controller) : SDL_CONTROLLER_TYPE_UNKNOWN) {
  case SDL_CONTROLLER_TYPE_PS3:
  case SDL_CONTROLLER_TYPE_PS4:
  case SDL_CONTROLLER_TYPE_PS5:
    return PL_GLYPHS_PLAYSTATION;
  case SDL_CONTROLLER_TYPE_NINTENDO_SWITCH_PRO:
  case SDL_CONTROLLER_TYPE_NINTENDO_SWITCH_JOYCON_LEFT:
  case SDL_CONTROLLER_TYPE_NINTENDO_SWITCH_JOYCON_RIGHT:
  case SDL_CONTROLLER_TYPE_NINTENDO_SWITCH_JOYCON_PAIR:
    return PL_GLYPHS_NINTENDO;
  default:
    break;
  }
  /* On the Deck its own controls come as a Valve pad; another pad keeps its own letters. */
  bool valve = controller && SDL_GameControllerGetVendor(controller) == VENDOR_VALVE;
  return valve && deck && strcmp(deck, "1") == 0 ? PL_GLYPHS_DECK : PL_GLYPHS_XBOX;
}
