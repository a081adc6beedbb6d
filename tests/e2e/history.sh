#!/usr/bin/env bash
# The record of practice against everything that happens to files and clocks: disks that are full, folders that cannot be
# written, a second instance, exports that come back, devices that meet in any order, and clocks that jump.
. "$(dirname "$0")/lib.sh"
need sqlite3
unset SUPINE_HOME DISPLAY WAYLAND_DISPLAY
export TZ=Europe/Berlin

mkdir -p "$home"
# One set that is over in a moment.
mini() { # HOME
  mkdir -p "$1/routines"
  cat >"$1/routines/blink.lua" <<'LUA'
-- api-version: 1
return { id = "blink", title = "Blink", summary = "S", author = "A", version = "1", tags = { "lying" }, reps = 1,
  start = "lying", repetition = { { id = "wait", breath = "free", seconds = 0.5, to = "lying",
    words = { cue = "C", hint = "H", lane = "L" } } } }
LUA
}
play() { # HOME NOW
  [ -e "$1/routines/blink.lua" ] || mini "$1"
  expect 0 play blink --driver null --size 160x120 --get-ready 0 --home "$1" --now "$2"
}
totals() { # HOME [NOW]: days and sets
  expect 0 progress --json --home "$1" --now "${2:-2026-11-20T12:00:00+01:00}"
  [ ! -s "$work/last.err" ] || fail "progress says: $(cat "$work/last.err")"
  grep -E '"(days|sets)":' "$work/last.out" | tr -dc '0-9,' | sed 's/,$//'
}
same_totals() { # WANTED HOME [NOW]
  local got
  got=$(totals "${@:2}")
  [ "$got" = "$1" ] || fail "$2 has $got days,sets instead of $1"
}
facts() { # HOME
  expect 0 history export "$work/facts.csv" --home "$1"
  echo $(($(wc -l <"$work/facts.csv") - 1))
}
sound() { [ "$(sqlite3 "$1/supine.db" 'PRAGMA integrity_check')" = ok ] || fail "$1 is not sound"; }

# ---- out and in again -----------------------------------------------------------------------------------------------

for day in 16 17 18 19; do play "$home" "2026-11-${day}T08:00:00+01:00"; done
same_totals 4,4 "$home"
count=$(facts "$home")
[ "$count" -ge 5 ] || fail "four sessions and their badges are $count facts"
for form in csv json; do
  expect 0 history export "$work/first.$form" --home "$home"
  expect 0 history import "$work/first.$form" --home "$work/$form-home"
  grep -q "^$count facts read, $count of them new$" "$work/last.out" || fail "import: $(cat "$work/last.out")"
  expect 0 history export "$work/again.$form" --home "$work/$form-home"
  cmp "$work/first.$form" "$work/again.$form" || fail "a $form file does not come back as it was"
  expect 0 history import "$work/first.$form" --home "$work/$form-home"
  grep -q "^$count facts read, 0 of them new$" "$work/last.out" || fail "import twice: $(cat "$work/last.out")"
  same_totals 4,4 "$work/$form-home"
done
expect 0 history import "$work/first.json" --home "$work/csv-home"
grep -q ", 0 of them new$" "$work/last.out" || fail "the same facts as JSON are new"

# A bad row is named by its line, and nothing of the file comes in.
sed '3s/,2026-11-/,2026-17-/' "$work/first.csv" >"$work/bad.csv"
expect 1 history import "$work/bad.csv" --home "$work/bad-home"
grep -q 'bad\.csv:3: ' "$work/last.err" || fail "the bad row is not named: $(cat "$work/last.err")"
same_totals 0,0 "$work/bad-home"
sed '2s/"practised_s":[0-9]*/"practised_s":-3/' "$work/first.json" >"$work/bad.json"
expect 1 history import "$work/bad.json" --home "$work/bad-home"
grep -q 'bad\.json:2: ' "$work/last.err" || fail "the bad record is not named: $(cat "$work/last.err")"
same_totals 0,0 "$work/bad-home"
expect 2 history import "$work/first.txt" --home "$work/bad-home"
one_sentence
expect 3 history import "$work/nothing.csv" --home "$work/bad-home"
one_sentence

# ---- disks and folders ----------------------------------------------------------------------------------------------

# Full: a file may not grow beyond what is left.
cp -r "$home" "$work/full"
head -n 1 "$work/first.csv" >"$work/many.csv"
for number in $(seq 1000); do
  printf 'set,%032x,%032d,%d,3600,2025-01-01,%032x,r,1,A,false,1,5,5,4,6,165,%d,95,10,0,0,false,false,240,,,,,,,,,,,,\n' \
    "$number" 1 $((1735722000000 + number)) "$number" $((1735722000000 + number))
done >>"$work/many.csv"
limit_kib=$(($(stat -c %s "$work/full/supine.db") / 1024 + 8))
status=0
(trap '' XFSZ && ulimit -f "$limit_kib" && exec "$SUPINE" history import "$work/many.csv" --home "$work/full") \
  >"$work/last.out" 2>"$work/last.err" || status=$?
[ "$status" = 3 ] || fail "an import onto a full disk ended with $status"
one_sentence
same_totals 4,4 "$work/full"
sound "$work/full"
expect 0 history import "$work/many.csv" --home "$work/full"
same_totals 5,1004 "$work/full"

# Full while a set ends: the session goes on, nothing that was saved is lost, and what is said to be saved is.
cp -r "$home" "$work/full-play"
(trap '' XFSZ && ulimit -f 1 && exec "$SUPINE" play blink --driver null --size 160x120 --get-ready 0 \
  --home "$work/full-play" --now 2026-11-20T08:00:00+01:00) >/dev/null 2>"$work/last.err" || fail "no session on a full disk"
same_totals 4,4 "$work/full-play"
sound "$work/full-play"
play "$work/full-play" 2026-11-20T09:00:00+01:00
same_totals 5,5 "$work/full-play"

# A home that cannot be written, or cannot be. Who may do everything does not notice.
if [ "$(id -u)" != 0 ]; then
  cp -r "$home" "$work/closed"
  chmod -R a-w "$work/closed"
  same_totals 4,4 "$work/closed" || true
  expect 3 history import "$work/many.csv" --home "$work/closed"
  one_sentence
  expect 0 play blink --driver null --size 160x120 --get-ready 0 --home "$work/closed" --now 2026-11-20T08:00:00+01:00
  chmod -R u+w "$work/closed"
fi
: >"$work/a-file"
expect 3 progress --home "$work/a-file/below"
one_sentence
expect 3 sync "$work/no-such-folder" --home "$home"
one_sentence
expect 0 progress --home "$work/fresh/and/new" # a home that is not there is made

# A file of another program is left alone, to the letter.
mkdir "$work/foreign"
sqlite3 "$work/foreign/supine.db" 'CREATE TABLE theirs(x); INSERT INTO theirs VALUES(42);'
cp "$work/foreign/supine.db" "$work/theirs.db"
for command in "progress" "history import $work/first.csv" "history export $work/none.csv" "sync $work"; do
  # shellcheck disable=SC2086
  expect 3 $command --home "$work/foreign"
  one_sentence
done
expect 0 play overhead-reach --driver null --size 160x120 --get-ready 0 --reps 1 --home "$work/foreign"
cmp "$work/foreign/supine.db" "$work/theirs.db" || fail "a file of another program was written"

# Damaged beside a backup: said once, nothing lost, and never said again.
cp -r "$home" "$work/damaged"
ls "$work/damaged"/supine.db.backup-* >/dev/null || fail "there is no backup"
cp "$work/damaged/supine.db" "$(ls -d "$work/damaged"/supine.db.backup-*)"
printf 'no database any more' | dd of="$work/damaged/supine.db" conv=notrunc status=none
expect 0 progress --json --home "$work/damaged"
one_sentence
same_totals 4,4 "$work/damaged"
ls "$work/damaged"/supine.db.corrupt-* >/dev/null || fail "the damaged file was not kept"
cp -r "$home" "$work/gone"
cp "$work/gone/supine.db" "$(ls -d "$work/gone"/supine.db.backup-*)"
rm "$work/gone/supine.db"
expect 0 progress --home "$work/gone"
one_sentence
same_totals 4,4 "$work/gone"

# ---- two at once, and a file that goes away under a running program ---------------------------------------------------

long_session() { # HOME: one that is still running when it is looked at
  "$SUPINE" play towel-roll --driver null --size 1600x1200 --home "$1" --now 2026-11-20T10:00:00+01:00 \
    >"$work/game.out" 2>"$work/game.err" </dev/null &
  game_pid=$!
  rm -f "$1/supine.log"
  wait_until 20 "the first instance" test -s "$1/supine.log"
}
cp -r "$home" "$work/two"
long_session "$work/two"
expect 0 progress --json --home "$work/two"
one_sentence
grep -q '"days": *4' "$work/last.out" || fail "the second instance cannot read"
expect 3 history import "$work/many.csv" --home "$work/two"
one_sentence
expect 0 play blink --driver null --size 160x120 --get-ready 0 --home "$work/two" --now 2026-11-20T08:00:00+01:00
kill -KILL "$game_pid"
wait "$game_pid" 2>/dev/null || true
game_pid=''
same_totals 4,4 "$work/two" # what the second one did was not saved, as it said
play "$work/two" 2026-11-20T11:00:00+01:00
same_totals 5,5 "$work/two"

cp -r "$home" "$work/taken"
cp "$work/taken/supine.db" "$(ls -d "$work/taken"/supine.db.backup-*)"
long_session "$work/taken"
rm "$work/taken/supine.db"
end_game
expect 0 progress --json --home "$work/taken"
grep -q '"days": *4' "$work/last.out" || fail "what was taken away did not come back: $(cat "$work/last.out")"

# ---- several devices --------------------------------------------------------------------------------------------------

for device in a b c; do
  for day in 02 03; do play "$work/$device" "2026-11-${day}T0$((6 + $(printf %d "'$device") % 3)):00:00+01:00"; done
done
play "$work/c" 2026-11-05T08:00:00+01:00
merged=''
for order in "a b c" "c b a" "b a c" "c a b"; do
  rm -rf "$work"/{carried,x-a,x-b,x-c}
  mkdir "$work/carried"
  for device in a b c; do cp -r "$work/$device" "$work/x-$device"; done
  for _ in 1 2; do
    for device in $order; do expect 0 sync "$work/carried" --home "$work/x-$device"; done
  done
  for device in a b c; do
    same_totals 3,7 "$work/x-$device"
    [ -n "$merged" ] || merged=$(cat "$work/last.out")
    [ "$merged" = "$(cat "$work/last.out")" ] || fail "device $device differs after the order $order"
  done
done
# Once more changes nothing, here or there.
cat "$work"/carried/supine/*.jsonl | sort >"$work/before"
expect 0 sync "$work/carried" --home "$work/x-a"
grep -q '^0 facts came in from 3 devices, 0 went out$' "$work/last.out" || fail "sync: $(cat "$work/last.out")"
cat "$work"/carried/supine/*.jsonl | sort | cmp - "$work/before" || fail "a sync without news wrote something"
# A line that was damaged on the way is said and skipped; the rest comes in, and it is no failure.
first=$(ls "$work"/carried/supine/*.jsonl | head -n 1)
sed -i '1s/"reps_done":1/"reps_done":2/' "$first"
expect 0 sync "$work/carried" --home "$work/other"
grep -q "$(basename "$first"):1: " "$work/last.err" || fail "the damaged line is not named: $(cat "$work/last.err")"

# ---- clocks -----------------------------------------------------------------------------------------------------------

# days ZONE WANTED MOMENT…: sessions at these moments (UTC) count for so many days. The machine's zone says which day a
# moment without one belongs to: --now is written in the offset that the zone has then.
local_time() { TZ=$1 date -d "$2" +%Y-%m-%dT%H:%M:%S%:z; }
days() {
  local zone=$1 wanted=$2 moment clock=$work/clock-$RANDOM$RANDOM
  for moment in "${@:3}"; do
    TZ=$zone play "$clock" "$(local_time "$zone" "$moment")"
  done
  same_totals "$wanted" "$clock" "$(local_time "$zone" "$moment")"
}
days Europe/Berlin 2,2 2024-03-30T23:30:00Z 2024-03-31T02:30:00Z # the hour that is not there: 00:30 and 04:30
days Europe/Berlin 2,3 2024-10-27T00:30:00Z 2024-10-27T01:30:00Z 2024-10-27T03:00:00Z # 02:30 twice, then 04:00
# A set begins 3.3 seconds after the program: the count-in. A day begins at 04:00.
days Europe/Berlin 1,2 2026-11-20T02:59:57Z 2026-11-21T02:59:56Z # 04:00:00 to 03:59:59: one day
days Europe/Berlin 2,2 2026-11-20T02:59:56Z 2026-11-20T02:59:57Z # a second apart, on both sides of it
days Europe/Berlin 1,2 2026-11-20T22:59:56Z 2026-11-20T22:59:57Z # midnight is not the end of a day
days Europe/Berlin 2,2 2024-02-28T12:00:00Z 2024-02-29T12:00:00Z
days Europe/Berlin 2,2 2038-01-19T03:14:07Z 2038-01-20T03:14:08Z
days Pacific/Apia 2,2 2011-12-29T20:00:00Z 2011-12-30T20:00:00Z  # the 29th and the 31st: there was no 30th

# From Kiritimati to Honolulu the date goes back a day; nothing is lost, and the same date counts once.
clock=$work/flight
TZ=Pacific/Kiritimati play "$clock" "$(local_time Pacific/Kiritimati 2026-11-19T20:00:00Z)" # the 20th, 10:00
TZ=Pacific/Honolulu play "$clock" "$(local_time Pacific/Honolulu 2026-11-20T07:00:00Z)"     # the 19th, 21:00
TZ=Pacific/Honolulu play "$clock" "$(local_time Pacific/Honolulu 2026-11-20T20:00:00Z)"     # the 20th, 10:00
same_totals 2,3 "$clock" "2026-11-20T12:00:00-10:00"

# A clock that is set back ten years and forward again takes no day and brings none.
clock=$work/jumps
for day in 17 18; do play "$clock" "2026-11-${day}T08:00:00+01:00"; done
same_totals 2,2 "$clock" 2026-11-18T12:00:00+01:00
play "$clock" 2016-11-18T09:00:00+01:00
same_totals 2,3 "$clock" 2016-11-18T12:00:00+01:00
same_totals 2,3 "$clock" 2026-11-18T13:00:00+01:00
play "$clock" 2026-11-19T08:00:00+01:00
same_totals 3,4 "$clock" 2026-11-19T12:00:00+01:00
sound "$clock"
# A battery that died: 1970.
play "$clock" 1970-01-01T05:00:00+00:00
same_totals 3,5 "$clock" 2026-11-19T13:00:00+01:00

# ---- rule files that cannot be used -----------------------------------------------------------------------------------

# Named with their line at every start, by the command and in the game's log; the program's rules go on counting.
mini "$work/rules-home"
mkdir -p "$work/rules-home/streaks" "$work/rules-home/badges"
printf -- '-- api-version: 1\nreturn {\n' >"$work/rules-home/streaks/broken.lua"
printf -- '-- api-version: 1\nwhile true do end\n' >"$work/rules-home/badges/endless.lua"
mkfifo "$work/rules-home/badges/pipe.lua"
play "$work/rules-home" 2026-11-20T08:00:00+01:00
for start in first second; do
  expect 0 progress --home "$work/rules-home" --now 2026-11-20T12:00:00+01:00
  grep -q '^Your first week is growing$' "$work/last.out" || fail "$start start: $(cat "$work/last.out")"
  for named in 'streaks/broken.lua:[23]: ' 'badges/endless.lua:2: ' 'badges/pipe.lua: not a regular file'; do
    grep -q "$named" "$work/last.err" || fail "$start start: $named is not named: $(cat "$work/last.err")"
    grep -q "$named" "$work/rules-home/supine.log" || fail "$named is not in the log"
  done
done
