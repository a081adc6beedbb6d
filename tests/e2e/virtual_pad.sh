#!/usr/bin/env bash
# The virtual pad itself: every command arrives in a program that has nothing to do with the game.
. "$(dirname "$0")/lib.sh"

cat >"$work/pad" <<'PAD'
# presses, an axis, and a pad that goes and comes back
0 press a
0 down dpdown
0 up dpdown
0 axis leftx 32767
0 axis leftx 0
0 unplug
0 plug
0 press start
PAD
export SDL_VIDEODRIVER=dummy
run_probe() { LD_PRELOAD=$VIRTUAL_PAD SUPINE_PAD_SCRIPT=$work/pad SUPINE_PAD_LOG=$work/pad.log "$PAD_PROBE" 20; }

run_probe >"$work/probe.out" || fail "the probe saw no Start"
diff - "$work/probe.out" <<'SEEN' || fail "the probe saw something else"
added Virtual test pad
down a
up a
down dpdown
up dpdown
axis leftx 32767
axis leftx 0
removed
added Virtual test pad
down start
SEEN
grep -q 'rumble 1000 2000' "$work/pad.log" || fail "the rumble that the probe asked for was not noted"

# A misspelt script must not look like a pad that nobody touches.
echo '0 pres a' >"$work/pad"
status=0
run_probe >"$work/probe.out" 2>&1 || status=$?
[ "$status" = 99 ] || fail "a misspelt command gave status $status, not 99"
