#!/usr/bin/env bash
# A whole short session with nothing but a pad, from the very first start: words change with the phases, the pad
# rumbles, Start pauses, a pad that is unplugged pauses, and the end is a screen that the pad leaves.
. "$(dirname "$0")/lib.sh"
start_x 1280x800
pad_script=$work/pad
: >"$pad_script"
cue=760x90+40+40 # where the cue word stands at 1280x800
pad() { echo "0 $*" >>"$pad_script"; }

start_game overhead-reach --reps 1 --pace 2.5:3.5 --get-ready 3 --size 1280x800
await_window
wait_until 20 "the safety card" painted card
pad press a
wait_until 30 "the session that was named" began get_ready
wait_until 30 "reaching up" began reach_up
wait_until 10 "a picture" painted up

pad press start
wait_until 10 "a pause" is_still
pad press a
wait_until 10 "the way back to the start of the repetition" began return

wait_until 40 "reaching overhead" began reach_overhead
wait_until 10 "another cue word" became_other up 20 "$cue"
pad unplug
wait_until 10 "a pause when the pad is gone" is_still
pad plug
pad press a
wait_until 10 "the way back once more" logged_times 's: return \(' 2

wait_until 60 "the end" logged 'session over: 1 sets, 1 repetitions$'
wait_until 10 "a picture of the closing screen" painted closing
grep -Eq 'rumble [1-9][0-9]* |rumble 0 [1-9]' "$work/pad.log" || fail "the pad did not rumble"
pad press b
wait_until 10 "home" became_other closing 50
end_game
