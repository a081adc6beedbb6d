# What the end-to-end tests share. Sourced; sets up a folder of its own in $work, takes it away again at the end, and
# ends everything that was started.
# shellcheck shell=bash
set -euo pipefail

: "${SUPINE:?path of the program under test}"
# The pad is preloaded in front of the sanitizer's own library; the sanitizer does not mind if it is told so.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0"
export LSAN_OPTIONS="${LSAN_OPTIONS:+$LSAN_OPTIONS:}print_suppressions=0:suppressions=$(dirname "${BASH_SOURCE[0]}")/lsan.supp"
work=$(mktemp -d)
home=$work/home
x_pid='' game_pid='' pulse_pid=''
limit=()
if command -v timeout >/dev/null; then limit=(timeout -k 5 60); fi

end_all() {
  local status=$?
  if [ -n "$game_pid" ]; then kill -KILL "$game_pid" 2>/dev/null || true; fi
  if [ -n "$pulse_pid" ]; then kill "$pulse_pid" 2>/dev/null || true; fi
  if [ -n "$x_pid" ]; then kill "$x_pid" 2>/dev/null || true; fi
  if [ "$status" != 0 ] && [ "$status" != 77 ]; then
    tail -n 40 "$work"/*.out "$work"/*.err "$work"/pad.log 2>/dev/null || true
    log_text | tail -n 40
    # Pictures outlive a failure, to be looked at.
    if compgen -G "$work/*.png" >/dev/null; then
      mkdir -p "$BINARY_DIR/e2e-failed" && cp "$work"/*.png "$BINARY_DIR/e2e-failed/"
      echo "pictures are in $BINARY_DIR/e2e-failed"
    fi
  fi
  rm -rf "$work"
}
trap end_all EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not here"; exit 77; }
  done
}

# wait_until SECONDS WHAT COMMAND…: tries COMMAND until it succeeds.
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    game_lives || fail "the program ended while waiting for $what"
    [ "$SECONDS" -lt "$deadline" ] || fail "$what did not come"
    sleep 0.1
  done
}

# ---- the program -------------------------------------------------------------------------------------------

# expect STATUS ARGUMENT…: runs supine; out and err in $work/last.out and $work/last.err.
expect() {
  local wanted=$1 got=0
  shift
  # A program that hangs is ended (status 124) where the system has a way to.
  ${limit[@]+"${limit[@]}"} "$SUPINE" "$@" >"$work/last.out" 2>"$work/last.err" </dev/null || got=$?
  [ "$got" = "$wanted" ] || fail "supine $*: exit $got, not $wanted: $(head -n 3 "$work/last.err")"
}

# The last run said one sentence on stderr. libwayland complains by itself where there is no session at all.
one_sentence() {
  [ "$(wc -l <"$work/last.err")" = 1 ] || fail "not one sentence on stderr: $(cat "$work/last.err")"
}

start_game() { # ARGUMENT… of supine play
  local environment=("SDL_AUDIODRIVER=${audio_driver:-dummy}")
  if [ -n "${pad_script:-}" ]; then
    environment+=("LD_PRELOAD=$VIRTUAL_PAD" "SUPINE_PAD_SCRIPT=$pad_script" "SUPINE_PAD_LOG=$work/pad.log")
  fi
  env "${environment[@]}" "$SUPINE" play "$@" --home "$home" --windowed >"$work/game.out" 2>"$work/game.err" &
  game_pid=$!
}

game_lives() { [ -z "$game_pid" ] || kill -0 "$game_pid" 2>/dev/null; }

# The program is asked to end and has to do so cleanly.
end_game() {
  local status=0
  kill -TERM "$game_pid"
  wait "$game_pid" || status=$?
  game_pid=''
  [ "$status" = 0 ] || fail "the program ended with status $status"
}

# What it has told about itself: its log file and stderr. A phase that begins is a line such as
#   info: at 5.000 s: reach_up (rep), set 1, repetition 1
log_text() { cat "$work"/game.err "$home"/*.log 2>/dev/null || true; }
logged() { grep -Eq -- "$1" <(log_text); }
began() { logged "s: $1 \\("; } # PHASE
logged_times() { [ "$(grep -Ec -- "$1" <(log_text))" -ge "$2" ]; }

# ---- the sound ---------------------------------------------------------------------------------------------

# A sound server of our own whose device plays into nothing, in real time; what it plays can be recorded from
# null0.monitor. The game finds it through audio_driver.
start_pulse() {
  need pulseaudio
  export XDG_RUNTIME_DIR=$work/xdg PULSE_SERVER=unix:$work/pulse
  mkdir -p -m 700 "$XDG_RUNTIME_DIR"
  pulseaudio -n --daemonize=no --exit-idle-time=-1 --disallow-exit \
    -L "module-null-sink sink_name=null0 rate=${1:-48000} format=s16le channels=2" \
    -L "module-native-protocol-unix auth-anonymous=1 socket=$work/pulse" >"$work/pulse.out" 2>&1 &
  pulse_pid=$!
  audio_driver=pulseaudio
  local tries
  for tries in $(seq 100); do
    if [ -S "$work/pulse" ]; then return; fi
    sleep 0.1
  done
  echo "skipped: pulseaudio does not start here (after $tries tries)"
  exit 77
}

end_pulse() {
  kill -KILL "$pulse_pid"
  wait "$pulse_pid" 2>/dev/null || true
  rm -f "$work/pulse"
  pulse_pid=''
}

# ---- the screen --------------------------------------------------------------------------------------------

start_x() { # WIDTHxHEIGHT
  need Xvfb xdotool import compare identify
  local file=$work/display
  : >"$file"
  Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset 3>"$file" >/dev/null 2>&1 &
  x_pid=$!
  wait_until 20 "an X server" test -s "$file"
  DISPLAY=:$(cat "$file")
  export DISPLAY
  unset WAYLAND_DISPLAY
}

end_x() {
  kill "$x_pid"
  wait "$x_pid" 2>/dev/null || true
  x_pid=''
}

# By class: what xdotool reads of a title depends on the locale.
find_window() { window=$(xdotool search --onlyvisible --class '^supine$' 2>/dev/null) && [ -n "$window" ]; }

await_window() {
  wait_until 30 "a window" find_window
  xdotool windowfocus "$window" # there is no window manager to do it
}

key() { xdotool key --delay 60 "$@"; }

picture() { import -silent -window root "$work/$1.png"; } # NAME

# painted NAME: takes a picture; true when something is drawn on it, not a sheet of one colour.
painted() {
  picture "$1" && [ "$(identify -format '%k' "$work/$1.png")" -gt 50 ]
}

# changed_share A B [CROP]: thousandths of the pixels that differ visibly between two pictures.
changed_share() {
  local crop=() count area
  if [ -n "${3:-}" ]; then crop=(-crop "$3" +repage); fi
  convert "$work/$1.png" ${crop[@]+"${crop[@]}"} "$work/left.ppm"
  convert "$work/$2.png" ${crop[@]+"${crop[@]}"} "$work/right.ppm"
  area=$(identify -format '%[fx:w*h]' "$work/left.ppm")
  count=$(compare -metric AE -fuzz 6% "$work/left.ppm" "$work/right.ppm" null: 2>&1 || true)
  awk -v count="${count%% *}" -v area="$area" 'BEGIN { printf "%d\n", 1000 * count / area }'
}

# became_other NAME [THOUSANDTHS [CROP]]: takes NAME-now and compares it with NAME.
became_other() {
  picture "$1-now"
  [ "$(changed_share "$1" "$1-now" "${3:-}")" -ge "${2:-20}" ]
}

# Two pictures half a second apart are the same: a pause, in which nothing moves.
is_still() {
  picture still
  sleep 0.5
  picture still-now
  [ "$(changed_share still still-now)" -le 1 ]
}
