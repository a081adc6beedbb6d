/* data   a build tree is known by the file supine-build-tree.txt, which CMake writes beside the programs
** it builds and never installs: so an installed program carries no path of the machine that built it. It
** comes first, or a program just built would read the scripts of one installed long ago. */
#include <SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "pl.h"

#define PATH_BYTES 1024
#define BUILD_MARK "supine-build-tree.txt"
#define MODE_OWN   0700 /* training history is nobody else's business */

#ifndef SUPINE_INSTALL_DATADIR
#define SUPINE_INSTALL_DATADIR "/usr/local/share/supine"
#endif
#ifndef SUPINE_FONT_REGULAR
#define SUPINE_FONT_REGULAR ""
#endif
#ifndef SUPINE_FONT_MEDIUM
#define SUPINE_FONT_MEDIUM ""
#endif
#ifndef SUPINE_FONT_BOLD
#define SUPINE_FONT_BOLD ""
#endif

static bool is_dir(const char *path) {
  struct stat s;
  return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool is_file(const char *path) {
  struct stat s;
  return *path && stat(path, &s) == 0 && S_ISREG(s.st_mode) && access(path, R_OK) == 0;
}

/* Writes "first/second"; false when it does not fit. */
static bool join(char *out, size_t size, const char *first, const char *second) {
  size_t n = strlen(first);
  const char *slash = n > 0 && first[n - 1] == '/' ? "" : "/";
  int written = snprintf(out, size, "%s%s%s", first, slash, second);
  return written > 0 && (size_t)written < size;
}

/* Folder of this program with a slash at its end, "" where the system does not say. */
static const char *base_dir(void) {
  static char base[PATH_BYTES];
  if (*base) return base;
  char *found = SDL_GetBasePath();
  if (found) SDL_strlcpy(base, found, sizeof base);
  SDL_free(found);
  return base;
}

/* ---- data --------------------------------------------------------------------------------------------- */

static bool holds_scripts(const char *dir) {
  char scripts[PATH_BYTES];
  return join(scripts, sizeof scripts, dir, "scripts") && is_dir(scripts);
}

static bool build_tree(char *out, size_t size) {
  char mark[PATH_BYTES];
  if (!join(mark, sizeof mark, base_dir(), BUILD_MARK)) return false;
  FILE *file = fopen(mark, "r");
  if (!file) return false;
  bool read = fgets(out, (int)size, file) != NULL;
  fclose(file);
  if (!read) return false;
  out[strcspn(out, "\r\n")] = '\0';
  return holds_scripts(out);
}

const char *pl_data_dir(void) {
  static char dir[PATH_BYTES];
  static const char *const beside[] = {"../share/supine", "share/supine"};
  if (*dir) return dir;
  if (build_tree(dir, sizeof dir)) return dir;
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
    if (join(dir, sizeof dir, base_dir(), beside[i]) && holds_scripts(dir)) return dir;
  SDL_strlcpy(dir, SUPINE_INSTALL_DATADIR, sizeof dir);
  if (holds_scripts(dir)) return dir;
  *dir = '\0';
  err_set(ERR_MACHINE,
          "The folder with the scripts of Supine is missing (looked in %s). Install Supine again.",
          SUPINE_INSTALL_DATADIR);
  return NULL;
}

/* ---- home --------------------------------------------------------------------------------------------- */

static int make_dirs(char *path) {
  for (char *p = path + 1; *p; p++) {
    if (*p != '/') continue;
    *p = '\0';
    int bad =
        mkdir(path, MODE_OWN) != 0 && errno != EEXIST && errno != EISDIR && errno != EROFS && errno != EACCES;
    *p = '/';
    if (bad) break;
  }
  if (mkdir(path, MODE_OWN) == 0 || is_dir(path)) return 0;
  return err_set(ERR_MACHINE, "The folder %s cannot be made (%s). Choose another one with --home.", path,
                 strerror(errno));
}

int pl_home_dir(const char *home, char *out, int size) {
  if (!home || !*home) home = getenv("SUPINE_HOME");
  if (home && *home) {
    if (SDL_strlcpy(out, home, (size_t)size) >= (size_t)size)
      return err_set(ERR_MACHINE,
                     "The name of the folder given with --home is too long. Choose a shorter one.");
  } else {
    const char *data = getenv("XDG_DATA_HOME");
    if (data && *data && *data != '/')
      SDL_setenv("XDG_DATA_HOME", "", 1); /* a relative one is invalid by its standard */
    char *found = SDL_GetPrefPath("", "supine");
    bool fits = found && SDL_strlcpy(out, found, (size_t)size) < (size_t)size;
    SDL_free(found);
    if (!fits)
      return err_set(ERR_MACHINE, "There is no folder for your data (%s). Name one with --home.",
                     SDL_GetError());
  }
  for (size_t n = strlen(out); n > 1 && out[n - 1] == '/'; n--) out[n - 1] = '\0';
  return make_dirs(out);
}

static bool cache_root(const char *home, char *out, size_t size) {
  const char *cache = getenv("XDG_CACHE_HOME"), *user = getenv("HOME");
  if (!home || !*home) home = getenv("SUPINE_HOME");
  if (home && *home) return join(out, size, home, "cache");
  if (cache && *cache == '/') return join(out, size, cache, "supine"); /* a relative one is invalid */
#ifdef __APPLE__
  return user && *user == '/' && join(out, size, user, "Library/Caches/supine");
#else
  return user && *user == '/' && join(out, size, user, ".cache/supine");
#endif
}

int pl_cache_dir(const char *home, const char *name, char *out, int size) {
  char root[PATH_BYTES];
  if (!cache_root(home, root, sizeof root) || !join(out, (size_t)size, root, name))
    return err_set(ERR_MACHINE, "There is no folder for what is kept between two runs. Set HOME.");
  return make_dirs(out);
}

int pl_beside(const char *name, char *out, int size) {
  static const char *const places[] = {"", "../libexec/supine/", "../lib/supine/", "../"};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    int n = snprintf(out, (size_t)size, "%s%s%s", base_dir(), places[i], name);
    if (n > 0 && n < size && access(out, X_OK) == 0 && !is_dir(out)) return 0;
  }
  return err_set(ERR_MACHINE, "The program %s is missing beside this one. Install Supine again.", name);
}

/* ---- fonts -------------------------------------------------------------------------------------------- */

static const char *const built_in[3] = {SUPINE_FONT_REGULAR, SUPINE_FONT_MEDIUM, SUPINE_FONT_BOLD};
static const char *const styles[3] = {"Regular", "Medium", "Bold"};
static const char *const inter_dirs[] = {"/usr/share/fonts/opentype/inter",
                                         "/usr/share/fonts/truetype/inter",
                                         "/usr/share/fonts/inter",
                                         "/usr/share/fonts/rsms-inter-fonts",
                                         "/usr/share/fonts/rsms-inter-vf-fonts",
                                         "/usr/share/fonts/TTF",
                                         "/usr/local/share/fonts",
                                         "/Library/Fonts"};
/* Any readable sans: with the wrong letters the words are still there. The second is the bold cut. */
static const char *const other_fonts[][2] = {
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
    {"/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
     "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf"},
    {"/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans-Bold.ttf"},
    {"/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
     "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"},
    {"/usr/share/fonts/noto/NotoSans-Regular.ttf", "/usr/share/fonts/noto/NotoSans-Bold.ttf"},
    {"/System/Library/Fonts/Helvetica.ttc", "/System/Library/Fonts/Helvetica.ttc"},
};

static bool inter_in(const char *dir, int weight, char *out) {
  static const char *const endings[] = {"otf", "ttf"};
  char name[64];
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    SDL_snprintf(name, sizeof name, "Inter-%s.%s", styles[weight], endings[i]);
    if (join(out, PATH_BYTES, dir, name) && is_file(out)) return true;
  }
  return join(out, PATH_BYTES, dir, "InterVariable.ttf") && is_file(out);
}

static bool font_find(int weight, char *out) {
  if (is_file(built_in[weight])) return SDL_strlcpy(out, built_in[weight], PATH_BYTES) < PATH_BYTES;
  char bundled[PATH_BYTES];
  if (join(bundled, sizeof bundled, base_dir(), "../share/supine/fonts") && inter_in(bundled, weight, out))
    return true;
  for (size_t i = 0; i < sizeof inter_dirs / sizeof inter_dirs[0]; i++)
    if (inter_in(inter_dirs[i], weight, out)) return true;
  const char *home = getenv("HOME");
  if (home && join(bundled, sizeof bundled, home, "Library/Fonts") && inter_in(bundled, weight, out))
    return true;
  if (home && join(bundled, sizeof bundled, home, ".local/share/fonts") && inter_in(bundled, weight, out))
    return true;
  for (size_t i = 0; i < sizeof other_fonts / sizeof other_fonts[0]; i++)
    if (is_file(other_fonts[i][weight == DL_BOLD]))
      return SDL_strlcpy(out, other_fonts[i][weight == DL_BOLD], PATH_BYTES) < PATH_BYTES;
  return false;
}

void pl_font_files(const char *out[3]) {
  static char found[3][PATH_BYTES];
  static bool looked;
  for (int w = 0; w < 3; w++) {
    if (!looked && !font_find(w, found[w])) found[w][0] = '\0';
    out[w] = found[w][0] ? found[w] : NULL;
  }
  looked = true;
}
