#!/usr/bin/env bash
# Rendering is a calculation: twice the same, to the byte; and what is seen and what is heard of a phase begin together.
. "$(dirname "$0")/lib.sh"
: "${PROBE_FRAMES:?path of probe_frames}"
export SUPINE_HOME=$home
unset DISPLAY WAYLAND_DISPLAY

# Two sounds and two folders of pictures, from two processes.
short=(elbow-lowering --reps 1 --pace 2.5:3.5 --get-ready 0)
for time in 1 2; do
  expect 0 render "${short[@]}" --out "$work/sound-$time.wav"
  expect 0 render "${short[@]}" --fps 4 --size 640x400 --out "$work/frames-$time"
done
cmp "$work/sound-1.wav" "$work/sound-2.wav" || fail "two renders sound different"
cmp "$work/sound-1.wav" "$work/frames-1/audio.wav" || fail "the sound beside pictures is another one"
diff -rq "$work/frames-1" "$work/frames-2" || fail "two renders look different"
[ "$(find "$work/frames-1" -name 'frame-*.png' | wc -l)" -gt 60 ] || fail "there are too few pictures"

# Flash and click, at a pace whose phases begin on pictures and at one whose phases begin between them.
probe() { # PACE FPS
  local phases
  rm -rf "$work/probe"
  expect 0 render overhead-reach --reps 1 --pace "$1" --get-ready 0 --sync-probe --fps "$2" --size 320x200 --out "$work/probe"
  phases=$("$PROBE_FRAMES" "$work/probe" "$2") || fail "flash and click disagree at $1, $2 pictures a second"
  [ "$phases" = 5 ] || fail "$phases flashes instead of 5"
}
probe 2.5:3.5 60
probe 2.51:3.57 60
probe 2.77:4.13 25

# The check itself: with the sound a picture later it must fail.
{ head -c 44 "$work/probe/audio.wav" && head -c $((4 * 1920)) /dev/zero && tail -c +45 "$work/probe/audio.wav"; } >"$work/late.wav"
mv "$work/late.wav" "$work/probe/audio.wav"
if "$PROBE_FRAMES" "$work/probe" 25 2>/dev/null; then fail "a click that comes a picture later was not noticed"; fi
