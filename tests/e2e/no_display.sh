#!/usr/bin/env bash
# Where there is no display, the game says so in one sentence and ends with status 3. SDL's own answer is no help:
# left alone it falls back to a driver that draws for nobody.
. "$(dirname "$0")/lib.sh"

unset DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR SDL_VIDEODRIVER
refuses() {
  expect 3 play --home "$home"
  one_sentence
  [ ! -s "$work/last.out" ] || fail "it wrote to stdout: $(head -n 1 "$work/last.out")"
}

SDL_VIDEODRIVER=x11 refuses
# With a graphics card and no server, SDL may rightly take the console.
if [ ! -e /dev/dri ]; then
  refuses
  DISPLAY=:4095 refuses # a server that has gone
fi
