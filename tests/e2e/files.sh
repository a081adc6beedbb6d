#!/usr/bin/env bash
# The files that a session is rendered to: a sound, pictures, a film, a storyboard, and how long they are.
. "$(dirname "$0")/lib.sh"
need sox ffprobe ffmpeg identify
export SUPINE_HOME=$home
unset DISPLAY WAYLAND_DISPLAY

short=(overhead-reach --reps 1 --pace 2.5:3.5 --get-ready 0)
expect 0 render "${short[@]}" --out "$work/sound.wav"
[ "$(soxi -r "$work/sound.wav")" = 48000 ] || fail "the sound has $(soxi -r "$work/sound.wav") frames a second"
[ "$(soxi -c "$work/sound.wav")" = 2 ] || fail "the sound has $(soxi -c "$work/sound.wav") channels"
seconds=$(soxi -D "$work/sound.wav")
awk -v s="$seconds" 'BEGIN { exit !(s > 8 && s < 60) }' || fail "one repetition takes $seconds s"
loudest=$(sox "$work/sound.wav" -n stat 2>&1 | awk '/Maximum amplitude/ { print $3 }')
awk -v a="$loudest" 'BEGIN { exit !(a > 0.02 && a < 0.999) }' || fail "the loudest sample is $loudest"

# The film is as long as the sound, to within two of its pictures.
expect 0 render "${short[@]}" --fps 10 --size 640x400 --out "$work/film.mp4"
film() { ffprobe -v error -select_streams "$1" -show_entries "stream=$2" -of csv=p=0 "$work/film.mp4" | head -n 1; }
[ "$(film v width,height)" = 640,400 ] || fail "the film measures $(film v width,height)"
for stream in v a; do
  awk -v f="$(film $stream duration)" -v s="$seconds" 'BEGIN { d = f - s; exit !(d < 0.2 && d > -0.2) }' ||
    fail "stream $stream of the film takes $(film $stream duration) s, the sound $seconds s"
done

expect 0 render "${short[@]}" --fps 1 --size 640x400 --out "$work/frames/"
[ -s "$work/frames/audio.wav" ] || fail "there is no sound beside the frames"
for frame in "$work"/frames/frame-00000[1-9].png; do
  [ "$(identify -format '%wx%h' "$frame")" = 640x400 ] || fail "$frame has another size"
  [ "$(identify -format '%k' "$frame")" -gt 50 ] || fail "$frame is of one colour"
done

expect 0 sheet "${short[@]:0:3}" --out "$work/sheet.png"
[ "$(identify -format '%k' "$work/sheet.png")" -gt 50 ] || fail "the storyboard is of one colour"

# Where nothing can be written, no half file is left and the sentence says so.
expect 3 render "${short[@]}" --out "$work/no-such-folder/sound.wav"
one_sentence
