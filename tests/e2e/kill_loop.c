/* kill_loop SUPINE: the program is ended with SIGKILL again and again, at moments of chance, while it plays, while it
** imports, brings an old database up, backs up and recovers, and while it brings devices together. After every kill
** the database is sound, whatever was said to be saved is there, nothing is there twice, the next start asks nothing,
** and what is worked out from the facts is what a new database works out from them. SUPINE_KILLS: how many kills of
** each of the three parts, 20. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kill_run.h"

#define SETS_MAX   20000
#define LATER      "2026-11-25T12:00:00+01:00"
#define IMPORT     400 /* facts of one file */
#define SYNC_FACTS 120

static const char *program;
static char work[KILL_PATH / 4], home[KILL_PATH / 2], base[KILL_PATH], log_file[KILL_PATH];
static int killed, ended; /* kills that found the program at work, and that came too late */

static void count(bool was_there) {
  if (was_there)
    killed++;
  else
    ended++;
}

static const char *in_work(const char *name) {
  static char paths[16][KILL_PATH]; /* as many are in use at a time at most */
  static int next;
  char *path = paths[next++ % 16];
  snprintf(path, KILL_PATH, "%s/%s", work, name);
  return path;
}

static void new_home(const char *name) {
  snprintf(home, sizeof home, "%s/%s", work, name);
  snprintf(base, sizeof base, "%s/supine.db", home);
  snprintf(log_file, sizeof log_file, "%s/supine.log", home);
  mkdir(home, 0700);
}

/* Whether another try is needed: those that came too late count for nothing, but there is an end to patience. */
static bool more(int kills) {
  if (killed < kills && ended > 20 + 3 * kills)
    kill_fail("%d kills of %d came too late", ended, ended + killed);
  return killed < kills;
}

/* ---- what must hold after a kill ---------------------------------------------------------------------- */

static void progress(const char *of, const char *out) {
  kill_whole((const char *const[]){program, "progress", "--json", "--home", of, "--now", LATER, NULL}, out);
}

/* The facts alone, in a new database, give the same answer. */
static void check_rebuilt(const char *of) {
  const char *file = in_work("rebuilt.csv"), *anew = in_work("rebuilt");
  kill_remove(anew);
  kill_whole((const char *const[]){program, "history", "export", file, "--home", of, NULL}, in_work("out"));
  kill_whole((const char *const[]){program, "history", "import", file, "--home", anew, NULL}, in_work("out"));
  progress(of, in_work("kept.json"));
  progress(anew, in_work("anew.json"));
  if (!kill_same(in_work("kept.json"), in_work("anew.json")))
    kill_fail("%s: what was worked out is not what its facts give", of);
}

/* ---- while playing ------------------------------------------------------------------------------------ */

#define HEAD                                                                                                 \
  "-- api-version: 1\nreturn { summary = 'S', author = 'A', version = '1', tags = { 'lying' }, reps = 1, "

static void write_text(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  if (!file || fputs(text, file) < 0 || fclose(file) != 0) kill_fail("%s cannot be written", path);
}

/* A session of eight sets that are over in a moment. */
static void write_routine(void) {
  char path[KILL_PATH];
  snprintf(path, sizeof path, "%s/routines", home);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/routines/blink.lua", home);
  write_text(path, HEAD
             "id = 'blink', title = 'Blink', start = 'lying', repetition = { { id = 'wait', breath = 'free',"
             " seconds = 0.5, to = 'lying', words = { cue = 'C', hint = 'H', lane = 'L' } } } }\n");
  snprintf(path, sizeof path, "%s/routines/blinks.lua", home);
#define ITEM "{ routine = 'blink', rest = 0.5 }, "
  write_text(path, HEAD "id = 'blinks', title = 'Blinks', items = { " ITEM ITEM ITEM ITEM ITEM ITEM ITEM ITEM
                        "} }\n");
}

static char (*acknowledged)[KILL_ID];
static int acknowledged_count;
static int done_count; /* sets that were handed over; those that were not acknowledged may be there or not */

/* Reads what the log of one run says: the fact of a set that is done, its ticket, and what tickets are saved. */
static void read_log(void) {
  char *log = kill_read(log_file), id[KILL_ID], ids[64][KILL_ID];
  long long ticket, tickets[64];
  int count_here = 0;
  for (char *line = log ? strtok(log, "\n") : NULL; line; line = strtok(NULL, "\n")) {
    const char *fact = strstr(line, ", fact ");
    if (fact && count_here < 64 && sscanf(fact, ", fact %32[0-9a-f], ticket %lld", id, &ticket) == 2) {
      memcpy(ids[count_here], id, KILL_ID);
      tickets[count_here++] = ticket;
      done_count++;
    }
    if (sscanf(line, "info: saved: ticket %lld", &ticket) != 1) continue;
    for (int i = 0; i < count_here; i++)
      if (tickets[i] == ticket && acknowledged_count < SETS_MAX)
        memcpy(acknowledged[acknowledged_count++], ids[i], KILL_ID);
  }
  free(log);
}

static void check_acknowledged(void) {
  char sql[160];
  for (int i = 0; i < acknowledged_count; i++) {
    snprintf(sql, sizeof sql, "SELECT count(*) FROM fact_set WHERE id=x'%s'", acknowledged[i]);
    if (kill_number(base, sql) != 1)
      kill_fail("the set %s was said to be saved and is not there", acknowledged[i]);
  }
}

/* U(20, 400) ms from the moment at which the first set begins; less where a machine is through with all eight by then. */
static void play_and_kill(int number) {
  static int most_ms = 400;
  char now[40];
  const char *arguments[] = {program,       "play", "blinks", "--driver", "null",  "--size", "160x120",
                             "--get-ready", "0",    "--home", home,       "--now", now,      NULL};
  snprintf(now, sizeof now, "2026-11-%02dT%02d:%02d:00+01:00", 1 + number / 60 % 24, 8 + number / 10 % 6,
           number % 10 * 6);
  unlink(log_file);
  pid_t pid = kill_start(arguments, in_work("play"));
  for (int64_t until = kill_now_ms() + 30000; kill_now_ms() < until; kill_sleep_ms(2)) {
    char *log = kill_read(log_file);
    bool begun = log && strstr(log, "wait (rep), set 1");
    free(log);
    if (begun) break;
  }
  kill_sleep_ms(kill_chance(most_ms < 60 ? 1 : 20, most_ms));
  kill(pid, SIGKILL);
  bool was_there = kill_wait(pid) < 0;
  if (!was_there && most_ms > 10) most_ms -= most_ms / 8;
  count(was_there);
  read_log();
}

static void play_campaign(int kills) {
  new_home("player");
  write_routine();
  acknowledged = calloc(SETS_MAX, sizeof *acknowledged);
  if (!acknowledged) kill_fail("no memory");
  for (int i = 0; more(kills); i++) {
    play_and_kill(i);
    progress(home, in_work("started.json")); /* the next start */
    kill_check(base);
    if (i % 10 == 9) check_rebuilt(home);
  }
  check_acknowledged();
  check_rebuilt(home);
  int64_t sets = kill_number(base, "SELECT count(*) FROM fact_set");
  if (sets < acknowledged_count ||
      sets > done_count + kills) /* a kill may come between handing over and the log */
    kill_fail("%lld sets are there, %d were saved, %d were made", (long long)sets, acknowledged_count,
              done_count);
  if (acknowledged_count == 0) kill_fail("no set was ever saved");
  printf("playing: %d kills, %d came after the end; %d sets saved and there, %lld in all\n", killed, ended,
         acknowledged_count, (long long)sets);
  free(acknowledged);
}

/* ---- while importing, bringing up, backing up, recovering --------------------------------------------- */

/* A file with facts of sets that no other file has; the number of the day makes them different. */
static void write_sets(const char *path, int sets) {
  static long long at_ms = 1700000000000;
  FILE *file = fopen(path, "w");
  if (!file) kill_fail("%s cannot be written", path);
  fputs("kind,id,device,utc_ms,offset_s,day,session,routine,version,author,own,number,reps_done,reps_planned,"
        "pace_in_s,pace_out_s,range_deg,end_utc_ms,practised_s,breaths,ease_offs,pauses,stopped,doubtful,"
        "day_start_min,after,face,badge,title,words,emblem,from,to,leave,last,set,new_day\n",
        file);
  for (int i = 0; i < sets; i++, at_ms += 21600000) {
    char id[KILL_ID], session[KILL_ID], day[16];
    time_t local_s = (time_t)(at_ms / 1000 - 14400);
    struct tm date;
    kill_new_id(id);
    kill_new_id(session);
    strftime(day, sizeof day, "%Y-%m-%d", gmtime_r(&local_s, &date));
    fprintf(file,
            "set,%s,0123456789abcdef0123456789abcdef,%lld,0,%s,%s,overhead-reach,1,A,false,1,5,5,4,6,165,%"
            "lld,95,10,"
            "0,0,false,false,240,,,,,,,,,,,,\n",
            id, at_ms, day, session, at_ms + 100000);
  }
  if (fclose(file) != 0) kill_fail("%s cannot be written", path);
}

static int import_ms, start_ms; /* what a whole import takes, and a start that makes a database */

static void import_and_kill(const char *file) {
  const char *import[] = {program, "history", "import", file, "--home", home, NULL};
  write_sets(file, IMPORT);
  int64_t before = kill_facts(base);
  count(kill_after(import, kill_chance(1, import_ms)));
  kill_check(base);
  int64_t now = kill_facts(base);
  if (now != before && now != before + IMPORT)
    kill_fail("%lld of %d were imported", (long long)(now - before), IMPORT);
  kill_whole(import, in_work("out"));
  if (kill_facts(base) != before + IMPORT)
    kill_fail("the import after a kill gave %lld", (long long)kill_facts(base));
}

/* A database of the first version, which had settings only. */
static void migrate_and_kill(const char *path_home) {
  char path[KILL_PATH + 16];
  kill_remove(path_home);
  mkdir(path_home, 0700);
  snprintf(path, sizeof path, "%s/supine.db", path_home);
  kill_sql(path, "PRAGMA application_id=1398100046; PRAGMA user_version=1;"
                 "CREATE TABLE setting( key TEXT PRIMARY KEY NOT NULL CHECK(length(key) BETWEEN 1 AND 200),"
                 " value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
                 "INSERT INTO setting VALUES('settings.reps','7'),('settings.theme','paper');");
  count(kill_after((const char *const[]){program, "progress", "--home", path_home, NULL},
                   kill_chance(1, start_ms)));
  progress(path_home, in_work("out"));
  kill_check(path);
  if (kill_number(path, "SELECT count(*) FROM setting WHERE value IN ('7','paper')") != 2)
    kill_fail("a setting of the old database was lost");
  if (kill_facts(path) != 0) kill_fail("the old database came to facts");
}

/* The backup of the day is made by the game when it has nothing else to do. */
static void drop_backups(void) {
  char command[KILL_PATH + 32];
  snprintf(command, sizeof command, "rm -f '%s'.backup-*", base);
  if (system(command) != 0) kill_fail("%s", command);
}

static void back_up_and_kill(void) {
  const char *play[] = {program, "play", "--driver", "null", "--size", "160x120", "--home", home, NULL};
  int64_t before = kill_facts(base);
  drop_backups();
  count(kill_after(play, kill_chance(20, 400)));
  kill_check(base);
  if (kill_facts(base) < before) kill_fail("a backup that was broken off took facts away");
  if (kill_wait(kill_start(play, in_work("out"))) != 0)
    kill_fail("the start after a broken backup did not work");
}

/* With a whole backup beside it a damaged database comes back whole, however often the recovery is broken off. */
static void recover_and_kill(void) {
  char command[KILL_PATH + 32];
  const char *play[] = {program, "play", "--driver", "null", "--size", "160x120", "--home", home, NULL};
  drop_backups();
  if (kill_wait(kill_start(play, in_work("out"))) != 0) kill_fail("no start");
  int64_t before = kill_facts(base);
  FILE *file = fopen(base, "r+b");
  if (!file || fseek(file, kill_chance(0, 8) * 512, SEEK_SET) != 0 || fwrite(work, 1, 40, file) != 40 ||
      fclose(file) != 0)
    kill_fail("%s cannot be damaged", base);
  count(
      kill_after((const char *const[]){program, "progress", "--home", home, NULL}, kill_chance(1, start_ms)));
  int status =
      kill_wait(kill_start((const char *const[]){program, "progress", "--home", home, NULL}, in_work("out")));
  if (status != 0) kill_fail("the start after a recovery that was broken off ended with %d", status);
  kill_check(base);
  if (kill_facts(base) != before)
    kill_fail("%lld facts came back of %lld", (long long)kill_facts(base), (long long)before);
  snprintf(command, sizeof command, "rm -f '%s'.corrupt-*", base);
  if (system(command) != 0) kill_fail("%s", command);
}

static void files_campaign(int kills) {
  char file[KILL_PATH], old[KILL_PATH];
  snprintf(file, sizeof file, "%s", in_work("sets.csv"));
  snprintf(old, sizeof old, "%s", in_work("old"));
  new_home("keeper");
  int64_t begun_ms = kill_now_ms();
  progress(home, in_work("out"));
  start_ms = (int)(kill_now_ms() - begun_ms);
  write_sets(file, IMPORT);
  import_ms = kill_whole((const char *const[]){program, "history", "import", file, "--home", home, NULL},
                         in_work("out"));
  killed = ended = 0;
  for (int i = 0; more(kills); i++) {
    if (i % 4 == 0) import_and_kill(file);
    if (i % 4 == 1) migrate_and_kill(old);
    if (i % 4 == 2) back_up_and_kill();
    if (i % 4 == 3) recover_and_kill();
    if (i % 10 == 9) check_rebuilt(home);
  }
  check_rebuilt(home);
  printf("importing, bringing up, backing up, recovering: %d kills, %d came after the end\n", killed, ended);
}

/* ---- while bringing devices together ------------------------------------------------------------------ */

static int sync_with(const char *of, const char *folder) {
  return kill_wait(
      kill_start((const char *const[]){program, "sync", folder, "--home", of, NULL}, in_work("sync")));
}

static void sync_campaign(int kills) {
  char homes[2][KILL_PATH], bases[2][KILL_PATH], folder[KILL_PATH], file[KILL_PATH];
  snprintf(folder, sizeof folder, "%s", in_work("carried"));
  snprintf(file, sizeof file, "%s", in_work("more.csv"));
  mkdir(folder, 0700);
  killed = ended = 0;
  for (int h = 0; h < 2; h++) {
    snprintf(homes[h], KILL_PATH, "%s/device-%d", work, h);
    snprintf(bases[h], KILL_PATH, "%s/device-%d/supine.db", work, h);
    progress(homes[h], in_work("out"));
  }
  int64_t made = 0, begun_ms = kill_now_ms();
  if (sync_with(homes[0], folder) != 0) kill_fail("sync did not work");
  int sync_ms = 20 + (int)(kill_now_ms() - begun_ms);
  for (int i = 0; more(kills); i++) {
    int h = i % 2;
    write_sets(file, SYNC_FACTS);
    kill_whole((const char *const[]){program, "history", "import", file, "--home", homes[h], NULL},
               in_work("out"));
    made += SYNC_FACTS;
    int64_t before = kill_facts(bases[h]);
    count(kill_after((const char *const[]){program, "sync", folder, "--home", homes[h], NULL},
                     kill_chance(1, sync_ms)));
    progress(homes[h], in_work("out"));
    kill_check(bases[h]);
    if (kill_facts(bases[h]) < before) kill_fail("a sync that was broken off took facts away");
  }
  for (int round = 0; round < 2; round++)
    for (int h = 0; h < 2; h++)
      if (sync_with(homes[h], folder) != 0) kill_fail("the sync after the kills did not work");
  for (int h = 0; h < 2; h++) {
    if (kill_facts(bases[h]) != made)
      kill_fail("device %d has %lld of %lld facts", h, (long long)kill_facts(bases[h]), (long long)made);
    check_rebuilt(homes[h]);
  }
  progress(homes[0], in_work("left.json"));
  progress(homes[1], in_work("right.json"));
  if (!kill_same(in_work("left.json"), in_work("right.json")))
    kill_fail("two devices differ after the same facts");
  printf("bringing devices together: %d kills, %d came after the end; %lld facts on both\n", killed, ended,
         (long long)made);
}

int main(int argc, char **argv) {
  const char *wanted = getenv("SUPINE_KILLS"), *temp = getenv("TMPDIR");
  int kills = wanted ? atoi(wanted) : 20;
  if (argc != 2 || kills < 1) {
    fprintf(stderr, "usage: kill_loop SUPINE\n");
    return 2;
  }
  program = argv[1];
  setenv("TZ", "Europe/Berlin", 1);
  unsetenv("SUPINE_HOME");
  snprintf(work, sizeof work, "%s/supine-kills-XXXXXX", temp ? temp : "/tmp");
  if (!mkdtemp(work)) kill_fail("no folder for the campaign can be made");
  play_campaign(kills);
  files_campaign(kills);
  sync_campaign(kills);
  kill_remove(work);
  printf("%d kills in all, nothing lost\n", 3 * kills);
  return 0;
}
