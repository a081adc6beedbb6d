/* trace_table SUPINE: runs the real program's trace over the whole field of what a player may choose, and holds every
** row of the table of the exercise against it. First of all each rule is shown to fail on a trace that was spoilt a
** little beyond its number. */
#include "trace_rules.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define WHY_MAX 400

static const char *program;
static int failures, traces;

/* The program's trace of what is asked for; ends this one where there is none. */
static struct trace run(const struct trace_asked *asked) {
  char command[1024], why[WHY_MAX];
  struct trace trace;
  snprintf(command, sizeof command,
           "\"%s\" trace %s --reps %d --pace %.10g:%.10g --range %.10g --hz %.10g --get-ready 0", program,
           asked->routine, asked->reps, asked->in_s, asked->out_s, asked->range_deg, asked->hz);
  FILE *pipe = popen(command, "r");
  bool read = pipe && trace_read(pipe, &trace, why, sizeof why);
  int status = pipe ? pclose(pipe) : -1;
  if (!read || status != 0) {
    fprintf(stderr, "%s: status %d: %s\n", command, WIFEXITED(status) ? WEXITSTATUS(status) : status,
            pipe ? why : "");
    exit(1);
  }
  traces++;
  return trace;
}

static bool concerns(const struct trace_rule *rule, const struct trace *trace) {
  for (int i = 0; rule->needs && i < trace->count; i++)
    if (strcmp(trace->rows[i].phase, rule->needs) == 0) return true;
  return !rule->needs;
}

static void check(struct trace_asked asked) {
  struct trace trace = run(&asked);
  for (int r = 0; r < trace_rule_count; r++) {
    char why[WHY_MAX] = "";
    if (!concerns(&trace_rules[r], &trace) || trace_rules[r].holds(&trace, &asked, why, sizeof why)) continue;
    if (++failures <= 40)
      fprintf(stderr, "%s, %d repetitions, pace %g:%g, range %g: %s: %s\n", asked.routine, asked.reps,
              asked.in_s, asked.out_s, asked.range_deg, trace_rules[r].name, why);
  }
  trace_free(&trace);
}

/* A rule that nothing can break tells nothing. */
static void check_rules(void) {
  struct trace_asked asked = {"towel-roll", 1, 4, 6, 165, 60};
  struct trace good = run(&asked);
  for (int r = 0; r < trace_rule_count; r++) {
    const struct trace_rule *rule = &trace_rules[r];
    char why[WHY_MAX] = "";
    struct trace bad = trace_copy(&good);
    if (!concerns(rule, &good))
      fprintf(stderr, "%s: the session has no %s\n", rule->name, rule->needs), failures++;
    rule->spoil(&bad);
    if (rule->holds(&bad, &asked, why, sizeof why))
      fprintf(stderr, "%s: a spoilt trace passes\n", rule->name), failures++;
    trace_free(&bad);
  }
  trace_free(&good);
}

int main(int argc, char **argv) {
  static const char *const routines[] = {"overhead-reach", "elbow-lowering", "towel-roll"};
  /* all corners of the field of accepted paces, and some inside it */
  static const double paces[][2] = {{3, 3},    {2.5, 3.5}, {6, 3}, {6, 9},   {5, 10},
                                    {2.5, 10}, {4, 6},     {3, 7}, {2.5, 7}, {2.51, 3.57}};
  if (argc != 2) {
    fprintf(stderr, "usage: trace_table SUPINE\n");
    return 2;
  }
  program = argv[1];
  check_rules();
  for (size_t p = 0; p < sizeof paces / sizeof *paces; p++)
    for (int range = 90; range <= 180; range += 15)
      check((struct trace_asked){routines[0], 1, paces[p][0], paces[p][1], range, 60});
  for (size_t p = 0; p < sizeof paces / sizeof *paces; p++) /* Stretch 2 knows no comfort range */
    check((struct trace_asked){routines[1], 1, paces[p][0], paces[p][1], 165, 60});
  for (size_t r = 0; r < 3; r++) {
    check((struct trace_asked){routines[r], 5, 4, 6, 165, 60});
    check((struct trace_asked){routines[r], 10, 2.5, 3.5, 180, 60});
    check((struct trace_asked){routines[r], 10, 6, 9, 90, 30});
    check((struct trace_asked){routines[r], 1, 3, 7, 142.5, 120});
  }
  printf("%d traces, %d rules, %d broken\n", traces, trace_rule_count, failures);
  return failures == 0 ? 0 : 1;
}
