/* SDL's events become the few that Supine knows. The last device touched decides the glyphs. */
#include "pl_state.h"

#include <string.h>

#define POLL_EVENTS_MAX                                                                                      \
  4096 /* looked at in one call; a flood waits for the next frame instead of stopping this one */
#define PAD_SLICE_MS 8 /* SDL itself wakes every millisecond while a pad is open */

static enum pl_event_kind key_kind(const SDL_KeyboardEvent *key) {
  bool alt = (key->keysym.mod & KMOD_ALT) != 0;
  SDL_Keycode code = key->keysym.sym;
  if (alt) return code == SDLK_RETURN || code == SDLK_KP_ENTER ? PL_EV_FULLSCREEN : PL_EV_NONE;
  if (key->keysym.mod & (KMOD_CTRL | KMOD_GUI)) return PL_EV_NONE;
  switch (key->keysym.scancode) { /* by place: WASD is ZQSD on a French keyboard */
  case SDL_SCANCODE_UP:
  case SDL_SCANCODE_W:
    return PL_EV_UP;
  case SDL_SCANCODE_DOWN:
  case SDL_SCANCODE_S:
    return PL_EV_DOWN;
  case SDL_SCANCODE_LEFT:
  case SDL_SCANCODE_A:
    return PL_EV_LEFT;
  case SDL_SCANCODE_RIGHT:
  case SDL_SCANCODE_D:
    return PL_EV_RIGHT;
  default:
    break;
  }
  switch (code) {
  case SDLK_RETURN:
  case SDLK_KP_ENTER:
  case SDLK_SELECT:
  case SDLK_SPACE:
    return PL_EV_ACCEPT;
  case SDLK_ESCAPE:
  case SDLK_AC_BACK:
  case SDLK_BACKSPACE:
    return PL_EV_BACK;
  case SDLK_MENU:
  case SDLK_APPLICATION:
  case SDLK_F10:
    return PL_EV_MENU;
  case SDLK_F11:
    return PL_EV_FULLSCREEN;
  default:
    break;
  }
  /* Keys that belong to the system or change other keys are no "press of anything". */
  bool modifier = code >= SDLK_LCTRL && code <= SDLK_RGUI;
  bool system = code == SDLK_PRINTSCREEN || code == SDLK_CAPSLOCK || code == SDLK_NUMLOCKCLEAR ||
                code == SDLK_SCROLLLOCK || code == SDLK_MUTE || code == SDLK_VOLUMEUP ||
                code == SDLK_VOLUMEDOWN || (code >= SDLK_AUDIONEXT && code <= SDLK_SLEEP) ||
                code == SDLK_UNKNOWN || code == SDLK_MODE;
  return modifier || system ? PL_EV_NONE : PL_EV_ANY;
}

static bool on_key(const SDL_KeyboardEvent *key, struct pl_event *out) {
  enum pl_event_kind kind = key_kind(key);
  if (kind == PL_EV_NONE) return false;
  bool direction = kind == PL_EV_UP || kind == PL_EV_DOWN || kind == PL_EV_LEFT || kind == PL_EV_RIGHT;
  if (key->repeat && !direction) return false;
  *out = (struct pl_event){.kind = kind, .device = PL_KEYBOARD, .repeat = key->repeat != 0};
  return true;
}

static bool on_button(struct pl *pl, const SDL_MouseButtonEvent *button, struct pl_event *out) {
  if (button->which == SDL_TOUCH_MOUSEID) return false;
  bool down = button->type == SDL_MOUSEBUTTONDOWN;
  enum pl_event_kind kind = down ? PL_EV_POINTER_DOWN : PL_EV_POINTER_UP;
  if (button->button != SDL_BUTTON_LEFT) {
    if (!down) return false;
    kind = button->button == SDL_BUTTON_RIGHT || button->button == SDL_BUTTON_X1 ? PL_EV_BACK : PL_EV_ANY;
  }
  float density = pl_density(pl);
  *out = (struct pl_event){.kind = kind,
                           .device = PL_MOUSE,
                           .x_px = (float)button->x * density,
                           .y_px = (float)button->y * density};
  return true;
}

/* Of a run of motions only the last is worth a frame. */
static bool on_motion(struct pl *pl, const SDL_MouseMotionEvent *motion, struct pl_event *out) {
  if (motion->which == SDL_TOUCH_MOUSEID) return false;
  SDL_MouseMotionEvent last = *motion;
  SDL_Event next;
  for (int i = 0; i < POLL_EVENTS_MAX; i++) {
    if (SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) != 1) break;
    if (next.type != SDL_MOUSEMOTION || next.motion.which == SDL_TOUCH_MOUSEID) break;
    SDL_PeepEvents(&next, 1, SDL_GETEVENT, SDL_MOUSEMOTION, SDL_MOUSEMOTION);
    last = next.motion;
  }
  float density = pl_density(pl);
  *out = (struct pl_event){.kind = PL_EV_POINTER_MOVE,
                           .device = PL_MOUSE,
                           .x_px = (float)last.x * density,
                           .y_px = (float)last.y * density};
  return true;
}

static bool on_finger(struct pl *pl, const SDL_TouchFingerEvent *finger, struct pl_event *out) {
  int w, h;
  pl_size(pl, &w, &h);
  enum pl_event_kind kind = finger->type == SDL_FINGERDOWN ? PL_EV_POINTER_DOWN
                            : finger->type == SDL_FINGERUP ? PL_EV_POINTER_UP
                                                           : PL_EV_POINTER_MOVE;
  *out = (struct pl_event){
      .kind = kind, .device = PL_TOUCH, .x_px = finger->x * (float)w, .y_px = finger->y * (float)h};
  return true;
}

static bool on_wheel(const SDL_MouseWheelEvent *wheel, struct pl_event *out) {
  float up = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->preciseY : wheel->preciseY;
  *out = (struct pl_event){.kind = PL_EV_WHEEL, .device = PL_MOUSE, .y_px = up};
  return up < 0 || up > 0;
}

static bool on_window(struct pl *pl, const SDL_WindowEvent *window, struct pl_event *out) {
  switch (window->event) {
  case SDL_WINDOWEVENT_SIZE_CHANGED:
    out->kind = PL_EV_RESIZED;
    return true;
  case SDL_WINDOWEVENT_SHOWN:
  case SDL_WINDOWEVENT_EXPOSED:
  case SDL_WINDOWEVENT_RESTORED:
    out->kind = PL_EV_SHOWN;
    return true;
  case SDL_WINDOWEVENT_HIDDEN:
  case SDL_WINDOWEVENT_MINIMIZED:
    out->kind = PL_EV_HIDDEN;
    return true;
  case SDL_WINDOWEVENT_FOCUS_LOST:
    pl_pad_release(&pl->pads);
    out->kind = PL_EV_FOCUS_LOST;
    return true;
  default:
    return false;
  }
}

static bool on_audio(const SDL_AudioDeviceEvent *audio, struct pl_event *out) {
  if (audio->iscapture) return false;
  if (audio->type == SDL_AUDIODEVICEADDED) {
    out->kind = PL_EV_AUDIO_FOUND;
    return true;
  }
  out->kind = PL_EV_AUDIO_LOST;
  return audio->which != 0; /* 0: a device that nobody had opened */
}

static bool translated(struct pl *pl, const SDL_Event *event, struct pl_event *out) {
  *out = (struct pl_event){.device = pl->device};
  switch (event->type) {
  case SDL_QUIT:
    out->kind = PL_EV_QUIT;
    return true;
  case SDL_WINDOWEVENT:
    return on_window(pl, &event->window, out);
  case SDL_AUDIODEVICEADDED:
  case SDL_AUDIODEVICEREMOVED:
    return on_audio(&event->adevice, out);
  case SDL_RENDER_TARGETS_RESET:
  case SDL_RENDER_DEVICE_RESET:
    out->kind = PL_EV_SHOWN;
    return true; /* somebody has to draw again */
  case SDL_KEYDOWN:
    return on_key(&event->key, out);
  case SDL_MOUSEMOTION:
    return on_motion(pl, &event->motion, out);
  case SDL_MOUSEBUTTONDOWN:
  case SDL_MOUSEBUTTONUP:
    return on_button(pl, &event->button, out);
  case SDL_MOUSEWHEEL:
    return on_wheel(&event->wheel, out);
  case SDL_FINGERDOWN:
  case SDL_FINGERUP:
  case SDL_FINGERMOTION:
    return on_finger(pl, &event->tfinger, out);
  default:
    return pl_pad_event(&pl->pads, event, pl_now_us(), out);
  }
}

/* Whether the event is somebody's hand rather than the system's news. */
static bool by_hand(enum pl_event_kind kind) {
  return kind >= PL_EV_UP && kind <= PL_EV_FULLSCREEN;
}

bool pl_poll(struct pl *pl, struct pl_event *out) {
  *out = (struct pl_event){.kind = PL_EV_NONE};
  if (pl->null_driver) return false;
  SDL_Event event;
  for (int i = 0; i < POLL_EVENTS_MAX && SDL_PollEvent(&event); i++) {
    if (event.type == SDL_DROPFILE || event.type == SDL_DROPTEXT) SDL_free(event.drop.file);
    pl_note(pl, &event);
    if (!translated(pl, &event, out)) continue;
    if (by_hand(out->kind)) pl->device = out->device;
    return true;
  }
  if (pl_pad_repeat(&pl->pads, pl_now_us(), out)) return true;
  *out = (struct pl_event){.kind = PL_EV_NONE};
  return false;
}

void pl_wait(struct pl *pl, int timeout_ms) {
  if (pl->null_driver) return;
  int64_t end_us = pl_now_us() + (int64_t)(timeout_ms > 0 ? timeout_ms : 0) * 1000;
  if (pl->pads.held != PL_EV_NONE && pl->pads.repeat_us < end_us) end_us = pl->pads.repeat_us;
  if (pl->pads.count == 0) {
    int left_ms = (int)((end_us - pl_now_us()) / 1000);
    if (left_ms > 0) SDL_WaitEventTimeout(NULL, left_ms);
    return;
  }
  while (pl_now_us() < end_us) {
    SDL_PumpEvents();
    if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT)) return;
    int left_ms = (int)((end_us - pl_now_us()) / 1000) + 1;
    SDL_Delay((Uint32)(left_ms < PAD_SLICE_MS ? left_ms : PAD_SLICE_MS));
  }
}

enum pl_glyphs pl_glyphs(struct pl *pl) {
  return pl->device == PL_PAD ? pl_pad_glyphs(&pl->pads) : PL_GLYPHS_KEYBOARD;
}

static Uint16 motor(float strength) {
  return (Uint16)(strength > 0 ? strength < 1 ? strength * 65535.0f : 65535.0f : 0.0f);
}

void pl_rumble(struct pl *pl, float low, float high, int ms) {
  SDL_GameController *pad = pl->null_driver ? NULL : pl_pad_current(&pl->pads);
  if (pad && (ms > 0 || (low <= 0 && high <= 0)))
    SDL_GameControllerRumble(pad, motor(low), motor(high), (Uint32)ms);
}

bool pl_has_rumble(struct pl *pl) {
  SDL_GameController *pad = pl->null_driver ? NULL : pl_pad_current(&pl->pads);
  return pad && SDL_GameControllerHasRumble(pad);
}
