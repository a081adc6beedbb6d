#!/usr/bin/env bash
# Installed, and then moved somewhere else, the program still finds its data; what stands beside it is well formed.
. "$(dirname "$0")/lib.sh"
need xmllint
export SUPINE_HOME=$home
unset DISPLAY WAYLAND_DISPLAY

"$CMAKE" --install "$BINARY_DIR" --prefix "$work/first" >"$work/install.out"
mkdir "$work/moved"
mv "$work/first" "$work/moved/there"
prefix=$work/moved/there
SUPINE=$prefix/bin/supine
cd /
expect 0 list
grep -q towel-roll "$work/last.out" || fail "the moved program does not find its routines"
expect 0 trace overhead-reach --reps 1 --hz 1

for file in share/supine/scripts/locale/en.lua share/doc/supine/LICENSE share/doc/supine/LICENSE-assets \
  share/man/man6/supine.6 share/applications/io.github.supine.Supine.desktop \
  share/icons/hicolor/scalable/apps/io.github.supine.Supine.svg share/metainfo/io.github.supine.Supine.metainfo.xml; do
  [ -s "$prefix/$file" ] || fail "$file was not installed"
done
xmllint --noout "$prefix"/share/metainfo/*.xml "$prefix"/share/icons/hicolor/scalable/apps/*.svg
if command -v desktop-file-validate >/dev/null; then desktop-file-validate "$prefix"/share/applications/*.desktop; fi
if command -v appstreamcli >/dev/null; then appstreamcli validate --no-net "$prefix"/share/metainfo/*.xml; fi
if grep -rIl -- "$SOURCE_DIR" "$prefix" >"$work/leaks.out"; then fail "the source folder is named in: $(cat "$work/leaks.out")"; fi
