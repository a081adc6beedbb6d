/* A program as small as can be that opens the first game controller and prints what it says, one line an
** event, until it has seen Start go down. It proves virtual_pad.c apart from the game. Status 1 when nothing
** came within the number of seconds given as the argument. */
#include <SDL.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char *button_name(const SDL_Event *event) {
  return SDL_GameControllerGetStringForButton((SDL_GameControllerButton)event->cbutton.button);
}

/* Prints one event; true when it was Start going down. */
static bool print_event(const SDL_Event *event, SDL_GameController **pad) {
  switch (event->type) {
  case SDL_CONTROLLERDEVICEADDED:
    if (!*pad) *pad = SDL_GameControllerOpen(event->cdevice.which);
    printf("added %s\n", SDL_GameControllerName(*pad));
    SDL_GameControllerRumble(*pad, 1000, 2000, 100);
    break;
  case SDL_CONTROLLERDEVICEREMOVED:
    SDL_GameControllerClose(*pad);
    *pad = NULL;
    printf("removed\n");
    break;
  case SDL_CONTROLLERBUTTONDOWN:
    printf("down %s\n", button_name(event));
    return event->cbutton.button == SDL_CONTROLLER_BUTTON_START;
  case SDL_CONTROLLERBUTTONUP:
    printf("up %s\n", button_name(event));
    break;
  case SDL_CONTROLLERAXISMOTION:
    printf("axis %s %d\n", SDL_GameControllerGetStringForAxis((SDL_GameControllerAxis)event->caxis.axis),
           event->caxis.value);
    break;
  default:
    break;
  }
  return false;
}

int main(int argc, char **argv) {
  Uint32 limit_ms = 1000u * (Uint32)(argc > 1 ? atoi(argv[1]) : 10);
  if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_GAMECONTROLLER) < 0) {
    fprintf(stderr, "pad_probe: %s\n", SDL_GetError());
    return 3;
  }
  SDL_GameController *pad = NULL;
  bool seen = false;
  while (!seen && SDL_GetTicks() < limit_ms) {
    SDL_Event event;
    /* Both ways of the game: it waits in its menus and polls in a session. */
    if (SDL_WaitEventTimeout(&event, 200)) seen = print_event(&event, &pad);
    while (!seen && SDL_PollEvent(&event)) seen = print_event(&event, &pad);
  }
  if (pad) SDL_GameControllerClose(pad);
  SDL_Quit();
  return seen ? 0 : 1;
}
