# What the build, the tests and films need from the system, and how to install it. Sourced by the scripts beside
# this folder, which set `top` to the root of the source tree; works with bash 3.2. Everything that differs between
# systems stands in the one table below.
# shellcheck shell=bash disable=SC2154

deps_yes=0     # 1: do not ask
deps_changed=0 # 1: something was installed, so CMake has to look again

die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
say() { printf '%s\n' "$*"; }

# purpose: build, film, test. One package a line; "-" where a system brings it along; a "?" behind a name says that
# we can do without. Fedora is asked by capability, because its package names change more often than those.
deps_table() {
  cat <<'TABLE'
# purpose apt                 dnf                    pacman            brew
build     gcc                 gcc                    gcc               -
build     libc6-dev           glibc-devel            glibc             -
build     cmake               cmake                  cmake             cmake
build     ninja-build         ninja-build            ninja             ninja
build     pkgconf             /usr/bin/pkg-config    pkgconf           pkgconf
build     libsdl2-dev         pkgconfig(sdl2)        sdl2              sdl2
build     libsdl2-ttf-dev     pkgconfig(SDL2_ttf)    sdl2_ttf          sdl2_ttf
build     libsdl2-mixer-dev   pkgconfig(SDL2_mixer)  sdl2_mixer        sdl2_mixer
build     liblua5.4-dev       lua-devel              lua54             lua@5.4
build     libsqlite3-dev      pkgconfig(sqlite3)     sqlite            sqlite
build     libjson-c-dev       pkgconfig(json-c)      json-c            json-c
build     libpng-dev          pkgconfig(libpng)      libpng            libpng
build     flite1-dev?         flite-devel?           flite?            flite?
build     fonts-inter         rsms-inter-fonts       inter-font        font-inter
film      ffmpeg?             /usr/bin/ffmpeg?       ffmpeg?           ffmpeg?
test      libcmocka-dev       pkgconfig(cmocka)      cmocka            cmocka
test      clang               clang                  clang             -
test      libclang-rt-dev?    compiler-rt            compiler-rt       -
test      clang-format?       clang-tools-extra?     -                 clang-format?
test      -                   libasan                -                 -
test      -                   libubsan               -                 -
test      xvfb                /usr/bin/Xvfb          xorg-server-xvfb  -
test      xdotool             xdotool                xdotool           -
test      imagemagick         ImageMagick            imagemagick       imagemagick
test      ffmpeg              /usr/bin/ffmpeg        ffmpeg            ffmpeg
test      sox                 sox                    sox               sox
test      pulseaudio?         pulseaudio?            -                 -
test      libxml2-utils       libxml2                libxml2           -
test      tzdata              tzdata                tzdata            -
test      sqlite3             /usr/bin/sqlite3     sqlite            sqlite
TABLE
}

# The package manager that this machine lives by: apt, dnf, pacman, brew, or nothing.
deps_system() {
  if [ "$(uname -s)" = Darwin ]; then
    if command -v brew >/dev/null; then echo brew; fi
  elif command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then echo apt
  elif command -v dnf >/dev/null; then echo dnf
  elif command -v pacman >/dev/null; then echo pacman
  fi
}

# deps_wanted SYSTEM PURPOSE…: the packages, one a line.
deps_wanted() {
  local system=$1 purpose apt dnf pacman brew name
  shift
  # shellcheck disable=SC2034 # the columns are read by their names
  deps_table | while read -r purpose apt dnf pacman brew; do
    case " $* " in *" $purpose "*) ;; *) continue ;; esac
    name=${!system}
    if [ "$name" != - ]; then printf '%s\n' "$name"; fi
  done | sort -u
}

deps_has() { # SYSTEM PACKAGE
  case $1 in
  apt) [ "$(dpkg-query -W -f='${db:Status-Status}\n' "$2" 2>/dev/null | grep -cx installed)" -gt 0 ] ;;
  dnf) rpm -q --whatprovides "$2" >/dev/null 2>&1 ;;
  pacman) pacman -T "$2" >/dev/null 2>&1 ;;
  brew) brew list --versions "$2" >/dev/null 2>&1 || brew list --cask --versions "$2" >/dev/null 2>&1 ;;
  esac
}

# True when a person sits there and has not said -y.
deps_can_ask() { [ "$deps_yes" = 0 ] && [ -t 0 ] && [ -t 1 ]; }

deps_as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "installing packages needs root and there is no sudo here: run \"$*\" as root, then try again"
  fi
}

# SteamOS keeps its system read-only and strips the headers out of the packages it comes with. The system is opened
# for the installation only, and what lost its headers is installed anew. An update of SteamOS takes the packages
# away again; the next start brings them back.
deps_pacman() {
  local steamos=0 status=0
  if command -v steamos-readonly >/dev/null && steamos-readonly status 2>/dev/null | grep -q enabled; then
    steamos=1
    say "SteamOS keeps its system read-only: it is opened for the installation and closed again."
    deps_as_root steamos-readonly disable
    deps_as_root pacman-key --init
    deps_as_root pacman-key --populate
  fi
  # The list of packages is only renewed where the old one does not do: a partial upgrade is nobody's wish.
  deps_as_root pacman -S --needed --noconfirm "$@" || deps_as_root pacman -Sy --needed --noconfirm "$@" || status=$?
  if [ "$status" = 0 ] && [ ! -e /usr/include/stdio.h ]; then
    # shellcheck disable=SC2046 # one name a line, without blanks
    deps_as_root pacman -S --noconfirm linux-api-headers $(deps_wanted pacman build | tr -d '?') || status=$?
  fi
  if [ "$steamos" = 1 ]; then deps_as_root steamos-readonly enable; fi
  return "$status"
}

deps_put() { # SYSTEM PACKAGE…
  local system=$1
  shift
  case $system in
  apt) deps_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" ;;
  dnf) deps_as_root dnf install -q -y "$@" ;;
  pacman) deps_pacman "$@" ;;
  brew) brew install -q "$@" ;;
  esac
}

# deps_install PURPOSE…: asks, then installs what is missing. Returns at once when nothing is.
deps_install() {
  local system name missing='' spare=''
  system=$(deps_system)
  if [ -z "$system" ]; then
    if [ "$(uname -s)" = Darwin ]; then
      die "Homebrew is needed to install the libraries: see https://brew.sh, or run again with --no-install"
    fi
    die "none of apt, dnf and pacman is here: install what README.md lists and run again with --no-install"
  fi
  for name in $(deps_wanted "$system" "$@"); do
    deps_has "$system" "${name%\?}" && continue
    case $name in
    *\?) spare="$spare ${name%\?}" ;;
    *) missing="$missing $name" ;;
    esac
  done
  spare=$(deps_undeclined "$spare")
  if [ -z "$missing$spare" ]; then return 0; fi

  say "These packages are missing:$missing$spare"
  if deps_can_ask; then
    local answer=''
    read -r -p "Install them now? [Y/n] " answer || answer=n
    case $answer in [Yy]* | '') ;; *) die "nothing was installed; run again with --no-install to build without asking" ;; esac
  fi
  deps_changed=1
  if [ "$system" = apt ]; then
    deps_as_root apt-get update -qq || say "The list of packages could not be brought up to date; going on with the old one."
  fi
  # shellcheck disable=SC2086 # lists of names without blanks
  if [ -n "$spare" ] && deps_put "$system" $missing $spare; then return 0; fi
  # shellcheck disable=SC2086
  if [ -n "$missing" ]; then deps_put "$system" $missing || die "the packages could not be installed; the lines above say why"; fi
  for name in $spare; do
    deps_put "$system" "$name" || {
      say "$name could not be installed; going on without it."
      deps_decline "$name"
    }
  done
}

# What this system does not have is asked for once, not at every start.
deps_declined_file() { printf '%s/build/packages-not-found' "$top"; }
deps_decline() { mkdir -p "$top/build" && printf '%s\n' "$1" >>"$(deps_declined_file)"; }
deps_undeclined() {
  local name kept=''
  for name in $1; do
    grep -qxF -- "$name" "$(deps_declined_file)" 2>/dev/null || kept="$kept $name"
  done
  printf '%s' "$kept"
}

# Homebrew keeps some libraries out of the way; pkg-config and CMake have to be told.
deps_environment() {
  if [ "$(deps_system)" != brew ]; then return 0; fi
  local prefix
  prefix=$(brew --prefix)
  export PKG_CONFIG_PATH="$prefix/opt/lua@5.4/lib/pkgconfig:$prefix/opt/sqlite/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
  export CMAKE_PREFIX_PATH="$prefix:${CMAKE_PREFIX_PATH:-}"
}

deps_cores() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

# build_preset PRESET [-DNAME=VALUE…]: configures where that is due and builds into build/PRESET.
build_preset() {
  local preset=$1 folder=$top/build/$1 cache=$top/build/$1/CMakeCache.txt generator=Ninja
  shift
  command -v cmake >/dev/null || die "cmake is missing: run again without --no-install"
  if ! command -v ninja >/dev/null; then
    generator='Unix Makefiles'
    command -v make >/dev/null || die "neither ninja nor make is here: run again without --no-install"
  fi
  # A tree that was moved or built by other means keeps a cache that CMake refuses.
  if [ -e "$cache" ] && ! { grep -qxF "CMAKE_GENERATOR:INTERNAL=$generator" "$cache" &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$cache"; }; then
    rm -rf "$cache" "$folder/CMakeFiles"
  fi
  if [ "$deps_changed" = 1 ] || [ ! -e "$cache" ] || { [ ! -e "$folder/build.ninja" ] && [ ! -e "$folder/Makefile" ]; }; then
    (cd "$top" && cmake --preset "$preset" -G "$generator" --log-level=WARNING "$@") || return 1
  fi
  cmake --build "$folder" --parallel "$(deps_cores)"
}
