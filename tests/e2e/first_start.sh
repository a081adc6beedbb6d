#!/usr/bin/env bash
# The first start by keyboard: the safety card, home, a session that moves, pause, and an end in order. The second
# start does not show the card again.
. "$(dirname "$0")/lib.sh"
start_x 1280x800

start_game --size 1280x800
await_window
wait_until 20 "the safety card" painted card
key Return
wait_until 10 "home" became_other card 100
picture home
end_game

start_game --size 1280x800
await_window
wait_until 20 "a picture" painted again
[ "$(changed_share home again)" -lt "$(changed_share card again)" ] || fail "the second start shows the card again"

# Two presses from here to moving: start, and how the back feels.
key Return
wait_until 20 "the question how the back feels" became_other again 100
sleep 0.5
key Return
wait_until 90 "the first movement" began reach_up
picture moving
wait_until 10 "movement" became_other moving 5

key Escape
wait_until 10 "a pause" is_still
key Return
wait_until 10 "the way back to the start of the repetition" began return
end_game
