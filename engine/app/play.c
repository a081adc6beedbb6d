#include "commands.h"
#include "game.h"

int play_command(const struct args *args) {
  int result = 0;
  struct game *game = game_open(args, &result);
  if (!game) return result;
  result = game_run(game);
  game_close(game);
  return result;
}
