#!/usr/bin/env bash
# The player's own music.ogg sounds while a session moves and falls silent with its pause; a file that is no music is one
# sentence, and the session goes on.
. "$(dirname "$0")/lib.sh"
need sox pulseaudio ffmpeg
start_x 640x360
start_pulse
mkdir -p "$home"
sox -n -r 44100 -c 2 "$home/music.ogg" synth 6 sine 5000 vol 0.5 2>"$work/sox.err" || { echo "skipped: this sox makes no Ogg files"; exit 77; }

# How loud the tone of the music is, dB, over two seconds.
tone_db() {
  timeout 20 ffmpeg -nostats -f pulse -i null0.monitor -t 2 -af "bandpass=f=5000:width_type=h:w=60,volumedetect" -f null - 2>&1 |
    awk '/mean_volume/ { print int($(NF - 1)) }'
}
plays() { [ "$(tone_db)" -gt -55 ]; }
is_silent() { [ "$(tone_db)" -lt -75 ]; }

start_game overhead-reach --reps 3 --pace 2.5:3.5 --get-ready 0 --size 640x360
await_window
wait_until 20 "the safety card" painted card
wait_until 20 "a quiet first screen" is_silent
key Return
wait_until 30 "the session" began reach_up
wait_until 20 "music" plays
key Escape
wait_until 15 "silence in the pause" is_silent
key Return
wait_until 20 "music after the pause" plays
end_game

echo 'no music at all' >"$home/music.ogg"
start_game overhead-reach --reps 1 --pace 2.5:3.5 --get-ready 0 --size 640x360
await_window
wait_until 30 "the session with a broken file" logged_times 's: reach_up \(' 2
[ "$(log_text | grep -c 'music.ogg cannot be played')" = 1 ] || fail "the broken file is not one sentence"
end_game
