#!/usr/bin/env bash
# A session whose sound device is not there, comes, goes and comes back at another rate: it moves on all the time, has
# its sound again when there is a device, and says what happened. A machine that slept finds it paused.
. "$(dirname "$0")/lib.sh"
need pulseaudio ffmpeg
start_x 1280x800
export XDG_RUNTIME_DIR=$work/xdg PULSE_SERVER=unix:$work/pulse
audio_driver=pulseaudio

openings() { log_text | grep -Ec 'sound: .*blocks of' || true; }
opened_since() { [ "$(openings)" -gt "$1" ]; }

# The loudest moment of four seconds of what the device plays is no silence.
is_heard() {
  local db
  db=$(timeout 20 ffmpeg -nostats -f pulse -i null0.monitor -t 4 -af volumedetect -f null - 2>&1 |
    awk '/max_volume/ { print int($(NF - 1)) }')
  [ "${db:--91}" -gt -50 ]
}

start_game overhead-reach --reps 10 --pace 2.5:3.5 --get-ready 0 --size 1280x800
await_window
wait_until 20 "the safety card" painted card
key Return
wait_until 40 "a session without sound" began reach_up
logged 'There is no sound' || fail "nobody said that there is no sound"
opened_since 0 && fail "a device was opened that is not there"

start_pulse
wait_until 40 "the device that came" opened_since 0
wait_until 30 "sound" is_heard

before=$(openings)
end_pulse
wait_until 10 "the loss" logged 'the sound device went away'
done=$(log_text | grep -Ec ': repetition [0-9]+ of set' || true)
wait_until 30 "the next repetition without a device" logged_times ': repetition [0-9]+ of set' $((done + 1))

start_pulse 44100
wait_until 40 "the device that came back" opened_since "$before"
wait_until 40 "sound from the device that came back" is_heard
before=$(openings)

kill -STOP "$game_pid"
sleep 4
kill -CONT "$game_pid"
wait_until 10 "a pause after sleep" logged 'paused: '
wait_until 10 "a still picture" is_still
key Return
wait_until 10 "the way back to the start of the repetition" began return
opened_since "$before" && fail "the device was lost asleep"
end_game
logged 'sound of the session: [0-9]+ late cues' || fail "the session did not log its sound"
logged 'sound of the session: [0-3] late cues' || fail "$(log_text | grep 'sound of the session')"
