#!/usr/bin/env bash
# Every window shape shows a picture, from the smallest to a wall, upright and wide.
. "$(dirname "$0")/lib.sh"

for size in 640x360 1280x800 1920x1080 3840x2160 600x1000 2560x1080; do
  start_x "$size"
  start_game overhead-reach --reps 1 --get-ready 0 --size "$size"
  await_window
  [ "$(xdotool getwindowgeometry "$window" | awk '/Geometry/ { print $2 }')" = "$size" ] || fail "not $size large"
  wait_until 20 "the safety card at $size" painted "card-$size"
  key Return
  wait_until 30 "a phase at $size" began reach_up
  wait_until 10 "a picture at $size" painted "shape-$size"
  # The picture reaches every corner of the window.
  for gravity in NorthWest NorthEast SouthWest SouthEast; do
    corner=$(convert "$work/shape-$size.png" -gravity $gravity -crop 8x8+0+0 +repage -format '%[fx:maxima]' info:)
    awk -v m="$corner" 'BEGIN { exit !(m > 0.01) }' || fail "the $gravity corner is black at $size"
  done
  end_game
  end_x
  rm -rf "$home"
done
