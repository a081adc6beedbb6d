#!/usr/bin/env bash
# Sound and picture of a real window and a real sound server belong together: a white square and a click at every phase
# (--sync-probe), recorded side by side. The recorder's own delay is taken off by a clip that another player shows in the
# same recording. The bounds are those of a busy machine; what people notice begins beyond them.
. "$(dirname "$0")/lib.sh"
need ffmpeg ffplay pulseaudio
median_most_ms=80
spread_most_ms=60
clip_s=12 game_s=26

# The clip's flashes and clicks are not evenly spaced, so that no delay of the recorder can shift one onto the next.
make_clip() {
  local when='lt(mod(t\,5)\,0.1)+between(mod(t\,5)\,1.3\,1.4)+between(mod(t\,5)\,3.2\,3.3)'
  local click='lt(mod(t\,5)\,0.02)+between(mod(t\,5)\,1.3\,1.32)+between(mod(t\,5)\,3.2\,3.22)'
  ffmpeg -v error -y -f lavfi -i "color=c=black:s=640x400:r=60:d=20,drawbox=w=200:h=200:color=white:t=fill:enable='$when'" \
    -f lavfi -i "aevalsrc=sin(6283*t)*0.8*min(1\,$click):s=48000:d=20" \
    -c:v rawvideo -pix_fmt yuv420p -c:a pcm_s16le "$work/clip.nut"
}

record() { # SECONDS: one recording of all, so that its start is the same for both
  ffmpeg -v error -y -thread_queue_size 2048 -f x11grab -framerate 60 -video_size 120x120 -i "$DISPLAY+0,0" \
    -thread_queue_size 2048 -f pulse -fragment_size 960 -i null0.monitor -t "$1" \
    -vf "crop=80:80:20:20,scale=8:8,format=gray" -c:v rawvideo -c:a pcm_s16le "$work/both.nut" 2>"$work/record.err" &
  record_pid=$!
}

# Times, in seconds, at which the picture turns bright and at which the silence ends.
flashes() {
  ffmpeg -v error -i "$work/both.nut" -vf signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=- -f null - |
    awk '/pts_time/ { sub(/.*pts_time:/, ""); t = $1 }
         /YAVG/ { sub(/.*=/, ""); bright = $1 > 128; if (bright && !was) print t; was = bright }'
}
clicks() {
  ffmpeg -nostats -i "$work/both.nut" -vn -af highpass=f=700,silencedetect=n=-25dB:d=0.3 -f null - 2>&1 |
    awk '/silence_end/ { sub(/.*silence_end: /, ""); print $1 }'
}

# match FROM TO: flashes between two times, each with its click. The delay that most of them share is found first.
# Prints pairs, median and spread in ms.
match() {
  awk -v from="$1" -v to="$2" '
    FILENAME ~ /clicks/ { click[++clicks] = $1; next }
    $1 >= from && $1 < to { flash[++flashes] = $1 }
    function nearest(t,  i, best) {
      best = 1
      for (i = 2; i <= clicks; i++) if ((click[i] - t) ^ 2 < (click[best] - t) ^ 2) best = i
      return click[best] - t
    }
    END {
      for (i = 1; i <= flashes; i++) for (j = 1; j <= clicks; j++) {
        shift = click[j] - flash[i]; hits = 0
        if (shift < -4 || shift > 4) continue
        for (k = 1; k <= flashes; k++) { d = nearest(flash[k] + shift); if (d < 0.2 && d > -0.2) hits++ }
        if (hits > most) { most = hits; common = shift }
      }
      for (k = 1; k <= flashes; k++) {
        d = nearest(flash[k] + common)
        if (d < 0.2 && d > -0.2) off[++n] = (d + common) * 1000
      }
      for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (off[j] < off[i]) { d = off[i]; off[i] = off[j]; off[j] = d }
      if (n == 0) { print "0 0 0"; exit }
      printf "%d %.1f %.1f\n", n, (off[int((n + 1) / 2)] + off[int(n / 2) + 1]) / 2, off[n] - off[1]
    }' "$work/clicks.txt" "$work/flashes.txt"
}

start_x 1280x800
start_pulse
start_game --size 1280x800
await_window
wait_until 20 "the safety card" painted card
key Return
wait_until 10 "home" became_other card 100
end_game
make_clip

now_s() { date +%s.%N; }
started_s=$(now_s)
record $((clip_s + game_s + 4))
sleep 1
SDL_AUDIODRIVER=pulseaudio SDL_RENDER_DRIVER=software ffplay -v error -nostats -noborder -left 0 -top 0 -autoexit \
  -t "$clip_s" "$work/clip.nut" >"$work/ffplay.out" 2>&1 || fail "ffplay cannot show the clip"
ended_s=$(now_s)
# shellcheck disable=SC2086 # to measure by hand with other options
start_game elbow-lowering --sync-probe --get-ready 2 --pace 2.5:3.5 --size 1280x800 ${SYNC_ARGUMENTS:-}
${SYNC_TROUBLE:-true} "$game_pid" & # and with trouble: a program that is given the process
wait_until 30 "the first movement" began lower_elbows
wait "$record_pid" || fail "recording failed: $(cat "$work/record.err")"
end_game
logged '^.*sound of the session' || fail "the session did not log its sound"

flashes >"$work/flashes.txt"
clicks >"$work/clicks.txt"
# The clip's last flashes may be cut off, and the session begins with a wait.
until_s=$(awk -v a="$started_s" -v b="$ended_s" 'BEGIN { print b - a - 1 }')
read -r clip_pairs clip_ms clip_spread <<<"$(match 0 "$until_s")"
read -r pairs session_ms spread <<<"$(match "$(awk -v t="$until_s" 'BEGIN { print t + 1.5 }')" 1000)"
echo "clip: $clip_pairs pairs, spread $clip_spread ms; session: $pairs pairs, spread $spread ms"
[ "$clip_pairs" -ge 4 ] || { echo "skipped: the clip was not recorded well enough to measure against"; exit 77; }
[ "$pairs" -ge 5 ] || fail "only $pairs flashes have their click: $(tr '\n' ' ' <"$work/flashes.txt") / $(tr '\n' ' ' <"$work/clicks.txt")"
apart=$(awk -v a="$session_ms" -v b="$clip_ms" 'BEGIN { printf "%.1f", a - b }')
echo "sound minus picture, against the clip: $apart ms"
awk -v d="$apart" -v most=$median_most_ms 'BEGIN { exit !(d <= most && d >= -most) }' || fail "sound and picture are $apart ms apart"
awk -v s="$spread" -v most=$spread_most_ms 'BEGIN { exit !(s <= most) }' || fail "sound and picture vary by $spread ms"
