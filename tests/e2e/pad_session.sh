#!/usr/bin/env bash
# A whole short session with nothing but a pad: it starts by itself, words change with the phases, the pad rumbles,
# Start pauses, a pad that is unplugged pauses, and the end is a screen that A leaves.
. "$(dirname "$0")/lib.sh"
start_x 1280x800
pad_script=$work/pad
: >"$pad_script"
cue=760x90+40+40 # where the cue word stands at 1280x800
pad() { echo "0 $*" >>"$pad_script"; }

start_game overhead-reach --reps 1 --pace 2.5:3.5 --get-ready 3 --size 1280x800
await_window
wait_until 30 "the session" logged 'screen: session'
if logged 'screen: safety'; then fail "a safety card stands in the way of a session that was named"; fi
wait_until 30 "reaching up" logged 'segment: reach_up'
wait_until 10 "a picture" painted up

pad press start
wait_until 10 "the pause" logged 'session: paused'
# Nothing that matters moves in a pause.
picture still
sleep 1
picture still-now
[ "$(changed_share still still-now)" -lt 5 ] || fail "the picture goes on moving in a pause"
pad press a
wait_until 10 "going on" logged 'session: resumed'

wait_until 40 "reaching overhead" logged 'segment: reach_overhead'
wait_until 10 "another cue word" became_other up 20 "$cue"
pad unplug
wait_until 10 "a pause when the pad is gone" logged_times 'session: paused' 2
pad plug
pad press a
wait_until 10 "going on with the pad back" logged_times 'session: resumed' 2

wait_until 60 "the end" logged 'session: done'
wait_until 10 "the closing screen" logged 'screen: done'
wait_until 10 "a picture of it" painted closing
grep -Eq 'rumble [1-9][0-9]* |rumble 0 [1-9]' "$work/pad.log" || fail "the pad did not rumble"
pad press b
wait_until 10 "home" logged 'screen: home'
end_game
