#!/usr/bin/env bash
# The first start by keyboard: the safety card, home, a session that moves, pause, and an end in order. The second
# start does not show the card again.
. "$(dirname "$0")/lib.sh"
start_x 1280x800

start_game --size 1280x800
await_window
wait_until 20 "the safety card" painted card
wait_until 10 "the safety card in the log" logged 'screen: safety'
key Return
wait_until 10 "home" logged 'screen: home'
wait_until 10 "another picture" became_other card 20
end_game

start_game --size 1280x800
await_window
wait_until 20 "home without the card" logged_times 'screen: home' 2
logged_times 'screen: safety' 2 && fail "the safety card was shown twice"
wait_until 20 "a picture of home" painted home

# Two presses at most from here to moving.
key Return
wait_until 20 "a session" logged 'screen: session'
wait_until 10 "another picture than home" became_other home 20
key Return # "ready": the wait is skipped
wait_until 30 "a moving phase" logged 'segment: reach_up'
picture moving
wait_until 10 "movement" became_other moving 5

key Escape
wait_until 10 "the pause" logged 'session: paused'
key Return
wait_until 10 "going on" logged 'session: resumed'
end_game
