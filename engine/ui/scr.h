/* What all screens share: what they can ask of the program, and how the window is divided. A screen is a
** function
**     struct scr_action scr_x(struct ui *ui, const struct scr_x_view *view, …)
** called between ui_begin and ui_end. It shows the view, which is plain data, and says what the player
** wants; it changes nothing but the settings that it is given. */
#ifndef SUPINE_SCR_H
#define SUPINE_SCR_H

#include "box.h"
#include "legend.h"
#include "plan.h"
#include "scene.h"
#include "settings.h"
#include "skel.h"
#include "ui.h"
#include "widget.h"

enum scr_kind {
  SCR_NONE,
  SCR_BACK,
  SCR_QUIT,
  SCR_HOME,
  SCR_START,   /* index: row of the catalog */
  SCR_DETAILS, /* index: row of the catalog */
  SCR_SETUP,
  SCR_SAFETY,
  SCR_SETTINGS,
  SCR_UNDERSTOOD,
  SCR_CHANGED, /* a setting; index: row of settings_fields */
  SCR_PAUSE,
  SCR_RESUME,
  SCR_EASE_OFF,
  SCR_RESTART,
  SCR_SKIP,
  SCR_STOP,
  SCR_AGAIN,
  SCR_CALIBRATE,
  SCR_TAP,
  SCR_PROGRESS,
  SCR_WHY,
  SCR_BADGES,
  SCR_RULE,        /* count by another rule; index: row of the rules shown */
  SCR_RULE_ON,     /* turn a file of rules on again; index: row of those shown as off */
  SCR_AWAY_BEGIN,  /* from today on; index: days, 1…RECORD_LEAVE_MAX */
  SCR_AWAY_END,    /* back; index: row of hist.leaves, whose last day is yesterday now */
  SCR_FELT,        /* index: face, 1…RECORD_FACES; SCR_SKIP where nothing was told */
  SCR_CLOCK_RIGHT, /* today is what the clock says */
  SCR_CLOCK_WRONG,
  SCR_SYNC /* with the folder known, now */
};

#define SCR_ENCOURAGED 3 /* sessions a day; from there on rest is suggested */

struct scr_action {
  enum scr_kind kind;
  int index;
};

struct scr_split { /* words beside the stage, or below it in a high window */
  struct cam_rect words, stage;
  bool has_stage; /* false: the words need the whole window */
};

/* The background in its cached layer. view_down 0: outdoors, 1: the room. still false: it changes every
** frame and is not worth keeping. In a high window the horizon goes with scr_divide's stage; where the words need the
** whole window, the outdoors lie behind a veil. */
void scr_background(struct ui *ui, double view_down, bool still);

/* The background and the mat of a scene, in one layer while its camera stands still. */
void scr_scene_background(struct ui *ui, const struct scene *scene);

/* The background with a veil, for screens that are read. */
void scr_veil(struct ui *ui);

/* Divides rect (after banner and legend have taken theirs). */
struct scr_split scr_divide(const struct ui *ui, struct cam_rect rect);

/* The whole window without the banner, which is drawn. */
struct cam_rect scr_window(struct ui *ui, const char *banner);

/* The figure lying at rest and breathing, six breaths a minute. It comes to rest a minute after the last
** input, so that an idle menu costs nothing. */
void scr_resting_figure(struct ui *ui, struct cam_rect stage);

/* Minutes as people say them: "4 minutes", at least one. */
const char *scr_minutes(struct ui *ui, double seconds);

/* A whole number as people write it: "1,860". */
const char *scr_number(struct ui *ui, int64_t n);

/* How the back felt in words: "stiff" (1) … "free" (RECORD_FACES). */
const char *scr_face(struct ui *ui, int face);

/* The part of rect that pages to be read use: not too wide, in the middle. widest_em: of the body's size. */
struct cam_rect scr_page(const struct ui *ui, struct cam_rect rect, float widest_em);

/* What a routine will do: "Overhead reach ×5, Elbow lowering ×5". reps: of the settings, 0: its own. */
const char *scr_contents(struct ui *ui, const struct routine_catalog *catalog, const struct routine *routine,
                         int reps);

/* The row of one setting. Returns whether it was changed. */
bool scr_setting(struct ui *ui, struct settings *settings, const struct settings_field *field);

#endif
