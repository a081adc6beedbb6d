#!/usr/bin/env bash
# Days and streaks by keyboard: from home through a session with both questions to what was saved and earned, all pages of
# progress, another rule, the badges, days away and back; and one switch that hides all of it. What was pressed is looked
# up in the database; a picture of each step is left in the build folder.
. "$(dirname "$0")/lib.sh"
need sqlite3
start_x 1280x800
pictures=$BINARY_DIR/e2e-progress
mkdir -p "$pictures" "$home/routines"
rm -f "$pictures"/*.png
step=0

# step_to NAME [THOUSANDTHS]: another picture than the last one, which is kept.
step_to() {
  wait_until 15 "$1" became_other last "${2:-20}"
  sleep 0.3 # what slides has arrived
  picture last
  step=$((step + 1))
  cp "$work/last.png" "$pictures/$(printf %02d "$step")-$1.png"
}
stored() { sqlite3 -readonly "$home/supine.db" "$1"; }
stored_is() { [ "$(stored "$1")" = "$2" ]; }
# Answered by the storage thread while the game goes on.
await_stored() { wait_until 15 "$1" stored_is "$2" "$3"; }

# Two weeks of practice come first, so that there is something to be shown.
cat >"$home/routines/blink.lua" <<'LUA'
-- api-version: 1
return { id = "blink", title = "Blink", summary = "S", author = "A", version = "1", tags = { "lying" }, reps = 1,
  start = "lying", repetition = { { id = "wait", breath = "free", seconds = 0.5, to = "lying",
    words = { cue = "C", hint = "H", lane = "L" } } } }
LUA
for day in 10 11 12 13 14 16 17 18; do
  expect 0 play blink --driver null --size 160x120 --get-ready 0 --home "$home" --now "2026-11-${day}T08:00:00+01:00"
done
stored_is 'SELECT count(*) FROM fact_set' 8 || fail "the two weeks are not there"
sqlite3 "$home/supine.db" "INSERT OR REPLACE INTO setting VALUES('settings.safety_seen','9')"
rm -f "$home"/supine.log*
badges=$(stored 'SELECT count(*) FROM fact_badge')

start_game --size 1280x800 --now 2026-11-19T08:00:00+01:00 --reps 1 --pace 2.5:3.5 --get-ready 2
await_window
wait_until 20 "home" painted last
sleep 1
picture last
cp "$work/last.png" "$pictures/00-home.png"

# A session, with how the back feels before and after it.
key Return
step_to feel-before 100
key Left Return
wait_until 60 "the first stretch" began reach_up
step_to session 100
wait_until 60 "the rest" began rest
key Return
wait_until 60 "the end" logged 'session over: 2 sets, 2 repetitions$'
step_to feel-after 100
key Right Return
step_to done 100
await_stored "both feelings" "SELECT group_concat(face) FROM (SELECT face FROM fact_feeling ORDER BY after)" 2,4
await_stored "both sets" "SELECT count(*) FROM fact_set WHERE day=(SELECT max(day) FROM fact_set)" 2
wait_until 15 "a badge" logged 'badge earned: '
await_stored "the badge" "SELECT count(*)>$badges FROM fact_badge" 1
sleep 0.5
picture last
cp "$work/last.png" "$pictures/$(printf %02d "$step")-done.png"

# Progress: the pages, the explanation, another rule.
key Return
step_to home-again 100
key Up Return
step_to overview 100
key Right Return
step_to year
key Right Return
step_to feeling
key Right Return
step_to away
key Down Down Down Return
await_stored "a leave" 'SELECT count(*) FROM fact_leave' 1
step_to on-leave
key Down Return
await_stored "its end" 'SELECT count(*) FROM fact_leave_end' 1
step_to back-from-leave
key Escape
step_to overview-again
key Down Down Return
step_to why
key Down Down Down Return
wait_until 15 "another rule" stored_is "SELECT count(*) FROM setting WHERE key='streak.rule' AND value<>'weeks'" 1
step_to other-rule 3
key Escape
step_to overview-of-that-rule
key Up Return
sleep 1
picture last
cp "$work/last.png" "$pictures/$(printf %02d "$step")-badges.png"
end_game

# One switch hides all of it, and the questions too; what was practised is kept all the same.
sqlite3 "$home/supine.db" "INSERT OR REPLACE INTO setting VALUES('settings.progress_shown','off')"
feelings=$(stored 'SELECT count(*) FROM fact_feeling') sets=$(stored 'SELECT count(*) FROM fact_set')
rm -f "$home"/supine.log*
picture last
start_game --size 1280x800 --now 2026-11-20T08:00:00+01:00 --reps 1 --pace 2.5:3.5 --get-ready 2
await_window
step_to hidden-home 20
key Return # straight into the session
wait_until 60 "the session" began get_ready
wait_until 60 "the first stretch" began reach_up
wait_until 60 "the rest" began rest
key Escape
step_to hidden-pause 50
key Up Return # stop here: the last row
wait_until 20 "the end" logged 'session over: 1 sets'
step_to hidden-done 50
await_stored "the set" "SELECT count(*)-$sets FROM fact_set" 1
await_stored "no feeling" "SELECT count(*)-$feelings FROM fact_feeling" 0
end_game

# Whoever quits in a screen that a pause leads to has done what was done.
sets=$(stored 'SELECT count(*) FROM fact_set')
rm -f "$home"/supine.log*
start_game overhead-reach --size 1280x800 --now 2026-11-21T08:00:00+01:00 --reps 3 --pace 2.5:3.5 --get-ready 0
await_window
wait_until 60 "the first repetition" logged 'repetition 1 of set 1 done$'
key Escape
wait_until 10 "a pause" logged ': paused$'
sleep 0.5
key Up Up Return # settings: the last row but one
sleep 1
end_game
stored_is "SELECT group_concat(reps_done || ' of ' || reps_planned) FROM (SELECT * FROM fact_set ORDER BY n LIMIT -1 OFFSET $sets)" \
  '1 of 3' || fail "the set that was left in the settings was not kept"
