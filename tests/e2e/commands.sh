#!/usr/bin/env bash
# The command line as a contract: what is printed where, and the exit status.
. "$(dirname "$0")/lib.sh"
export SUPINE_HOME=$home
unset DISPLAY WAYLAND_DISPLAY

expect 0 --version
grep -Eq '^supine [0-9]+\.[0-9]+\.[0-9]+' "$work/last.out" || fail "--version says: $(cat "$work/last.out")"
expect 0 --help
for command in play list render sheet trace check doctor; do
  grep -q "supine $command" "$work/last.out" || fail "--help does not name $command"
done
for command in play list render sheet trace check doctor; do
  expect 0 "$command" --help
  [ -s "$work/last.out" ] || fail "$command --help prints nothing"
  [ ! -s "$work/last.err" ] || fail "$command --help writes to stderr"
done

expect 0 list
for routine in overhead-reach elbow-lowering towel-roll; do
  grep -q "^ *$routine" "$work/last.out" || fail "list does not name $routine"
done

# Every wrong call is one sentence and status 2.
wrong() {
  expect 2 "$@"
  one_sentence
  [ ! -s "$work/last.out" ] || fail "supine $* wrote to stdout"
}
wrong dance
wrong play --fly
wrong play overhead-reach --reps 0
wrong play overhead-reach --reps 11
wrong play overhead-reach --pace 4
wrong play overhead-reach --pace 1:30
wrong trace
wrong trace overhead-reach --hz 0
wrong render overhead-reach
wrong sheet overhead-reach
wrong check

# A routine that is not there: the answer is no.
expect 1 trace no-such-routine
one_sentence

expect 0 check "$SOURCE_DIR/scripts/routines"
printf -- '-- api-version: 1\nreturn {\n' >"$work/broken.lua"
expect 1 check "$work/broken.lua"
grep -Eq 'broken\.lua:[0-9]+: .' "$work/last.out" "$work/last.err" || fail "check does not name file and line"

expect 0 trace overhead-reach --reps 1 --hz 10 --get-ready 0
[[ $(head -c 6 "$work/last.out") == '{"t":0' ]] || fail "trace begins with: $(head -c 60 "$work/last.out")"
for field in rep phase breath level joints palm_l palm_r angles; do
  grep -q "\"$field\":" "$work/last.out" || fail "trace has no $field"
done
mv "$work/last.out" "$work/first.out"
expect 0 trace overhead-reach --reps 1 --hz 10 --get-ready 0
cmp -s "$work/first.out" "$work/last.out" || fail "two traces of the same session differ"

# Written to a full disk, a trace must not claim success.
if [ -w /dev/full ]; then
  status=0
  "$SUPINE" trace overhead-reach --reps 1 >/dev/full 2>"$work/last.err" || status=$?
  [ "$status" = 3 ] || fail "a trace onto a full disk gave status $status, not 3"
  one_sentence
fi
