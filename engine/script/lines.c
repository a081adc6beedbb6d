#include "lines.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define LOCALS_MAX 128 /* local tables that are followed; more have no lines */

enum kind { END, NAME, TEXT, NUMBER, OTHER };

struct token {
  enum kind kind;
  const char *at;
  size_t n;
  int line;
};

struct local {
  const char *name;
  size_t n;
  const struct lines_node *children;
};

struct place { /* in the source */
  const char *at;
  int line;
  struct token token; /* the one looked at, which ends before at */
};

struct scan {
  struct place p;
  const char *end;
  struct arena *arena;
  int nodes;
  struct local locals[LOCALS_MAX];
  int local_count;
};

/* ---- tokens ---- */

static bool more(const struct scan *s) {
  return s->p.at < s->end;
}

static void step(struct scan *s) {
  if (*s->p.at++ == '\n') s->p.line++;
}

/* The number of = of a long bracket that opens here, or -1. */
static int long_level(const struct scan *s) {
  const char *p = s->p.at;
  if (p == s->end || *p++ != '[') return -1;
  int level = 0;
  for (; p < s->end && *p == '='; p++) level++;
  return p < s->end && *p == '[' ? level : -1;
}

static void skip_long(struct scan *s, int level) {
  s->p.at += level + 2;
  while (more(s)) {
    if (*s->p.at != ']') {
      step(s);
      continue;
    }
    const char *p = s->p.at + 1;
    int equals = 0;
    for (; p < s->end && *p == '='; p++) equals++;
    if (equals == level && p < s->end && *p == ']') {
      s->p.at = p + 1;
      return;
    }
    s->p.at = p;
  }
}

static void skip_blank(struct scan *s) {
  while (more(s)) {
    if (isspace((unsigned char)*s->p.at)) {
      step(s);
    } else if (s->end - s->p.at >= 2 && s->p.at[0] == '-' && s->p.at[1] == '-') {
      s->p.at += 2;
      int level = long_level(s);
      if (level >= 0)
        skip_long(s, level);
      else
        while (more(s) && *s->p.at != '\n') s->p.at++;
    } else {
      return;
    }
  }
}

static void skip_quoted(struct scan *s) {
  char quote = *s->p.at++;
  while (more(s) && *s->p.at != quote && *s->p.at != '\n') {
    if (*s->p.at == '\\' && s->end - s->p.at > 1) s->p.at++;
    step(s);
  }
  if (more(s) && *s->p.at == quote) s->p.at++;
}

static bool in_name(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

/* The inside of a quoted string is its text: keys with escapes are not worth more. */
static void advance(struct scan *s) {
  skip_blank(s);
  struct token *t = &s->p.token;
  *t = (struct token){END, s->p.at, 0, s->p.line};
  if (!more(s)) return;
  char c = *s->p.at;
  if (isdigit((unsigned char)c)) {
    t->kind = NUMBER;
    while (more(s) && (in_name(*s->p.at) || *s->p.at == '.')) s->p.at++;
  } else if (in_name(c)) {
    t->kind = NAME;
    while (more(s) && in_name(*s->p.at)) s->p.at++;
  } else if (c == '"' || c == '\'') {
    t->kind = TEXT;
    skip_quoted(s);
    t->at++;
    size_t n = (size_t)(s->p.at - t->at);
    t->n = n > 0 ? n - 1 : 0;
    return;
  } else if (long_level(s) >= 0) {
    t->kind = TEXT;
    skip_long(s, long_level(s));
    return;
  } else {
    t->kind = OTHER;
    s->p.at++;
    if ((c == '=' || c == '~' || c == '<' || c == '>') && more(s) && *s->p.at == '=') s->p.at++;
  }
  t->n = (size_t)(s->p.at - t->at);
}

static bool is(const struct token *t, const char *text) {
  return (t->kind == NAME || t->kind == OTHER) && t->n == strlen(text) && memcmp(t->at, text, t->n) == 0;
}

/* ---- constructors ---- */

static const struct lines_node *scan_table(struct scan *s, int depth);

/* +1 where a block opens, -1 where one closes; `do` of for and while is counted, their head word is not. */
static int block_step(const struct token *t) {
  static const char *const opens[] = {"function", "do", "if", "repeat"};
  if (t->kind != NAME) return 0;
  for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
    if (is(t, opens[i])) return 1;
  return is(t, "end") || is(t, "until") ? -1 : 0;
}

static const struct lines_node *find_local(const struct scan *s, const struct token *name) {
  for (int i = s->local_count - 1; i >= 0; i--)
    if (s->locals[i].n == name->n && memcmp(s->locals[i].name, name->at, name->n) == 0)
      return s->locals[i].children;
  return NULL;
}

/* From `function` to behind its `end`. The first constructor that it returns gives the children. */
static const struct lines_node *scan_function(struct scan *s, int depth) {
  const struct lines_node *children = NULL;
  int blocks = 0;
  do {
    blocks += block_step(&s->p.token);
    bool returns = is(&s->p.token, "return");
    advance(s);
    if (returns && !children && is(&s->p.token, "{"))
      children = scan_table(s, depth + 1);
    else if (returns && !children && s->p.token.kind == NAME)
      children = find_local(s, &s->p.token);
  } while (blocks > 0 && s->p.token.kind != END);
  return children;
}

/* Skips to the , ; or } that ends an entry of a table. */
static void skip_expression(struct scan *s) {
  int nested = 0;
  for (; s->p.token.kind != END; advance(s)) {
    const struct token *t = &s->p.token;
    if (nested == 0 && (is(t, ",") || is(t, ";") || is(t, "}"))) return;
    if (is(t, "{") || is(t, "(") || is(t, "["))
      nested++;
    else if (is(t, "}") || is(t, ")") || is(t, "]"))
      nested--;
    else
      nested += block_step(t);
    if (nested < 0) return;
  }
}

/* What a value that begins at the token is made of; the token is then behind it, or inside an expression. */
static const struct lines_node *scan_value(struct scan *s, int depth) {
  if (is(&s->p.token, "{")) return scan_table(s, depth + 1);
  if (is(&s->p.token, "function")) return scan_function(s, depth);
  if (s->p.token.kind == NAME) {
    struct token name = s->p.token;
    advance(s);
    if (is(&s->p.token, ",") || is(&s->p.token, ";") || is(&s->p.token, "}")) return find_local(s, &name);
  }
  return NULL;
}

static struct lines_node *add_node(struct scan *s, const struct token *key, int index, int line) {
  struct lines_node *node = s->nodes < LINES_NODES_MAX ? arena_take(s->arena, sizeof *node) : NULL;
  if (!node) return NULL;
  s->nodes++;
  node->line = line;
  node->index = index;
  if (index > 0) return node;
  char *text = arena_take(s->arena, key->n + 1);
  if (!text) return NULL;
  memcpy(text, key->at, key->n);
  node->key = text;
  return node;
}

/* A place in a list, or 0 for what is none. */
static int to_index(const struct token *number) {
  int index = 0;
  for (size_t i = 0; i < number->n; i++) {
    if (!isdigit((unsigned char)number->at[i]) || index > LINES_NODES_MAX) return 0;
    index = 10 * index + (number->at[i] - '0');
  }
  return index;
}

/* [key] = or key =: leaves the token at the value and returns whether there is a key; *index for a numbered one. */
static bool scan_key(struct scan *s, struct token *key, int *index) {
  struct place before = s->p;
  *key = s->p.token;
  *index = 0;
  if (s->p.token.kind == NAME) {
    advance(s);
  } else if (is(&s->p.token, "[")) {
    advance(s);
    *key = s->p.token;
    if (key->kind == NUMBER)
      *index = to_index(key);
    else if (key->kind != TEXT)
      key->n = 0;
    advance(s);
    if (is(&s->p.token, "]")) advance(s);
  }
  if (is(&s->p.token, "=") && (*index > 0 || key->kind != NUMBER)) {
    advance(s);
    return true;
  }
  s->p = before;
  return false;
}

/* From { to behind its }. Returns the first child. Too deep: skips the table and knows nothing. */
static const struct lines_node *scan_table(struct scan *s, int depth) {
  const struct lines_node *first = NULL;
  struct lines_node *last = NULL;
  advance(s);
  for (int place = 0; s->p.token.kind != END && !is(&s->p.token, "}");) {
    struct token key;
    int index, line = s->p.token.line;
    if (!scan_key(s, &key, &index)) index = ++place;
    struct lines_node *node = add_node(s, &key, index, line);
    const struct lines_node *children = depth < LINES_DEPTH_MAX ? scan_value(s, depth) : NULL;
    if (node) {
      node->first = children;
      if (last)
        last->next = node;
      else
        first = node;
      last = node;
    }
    skip_expression(s);
    if (is(&s->p.token, ",") || is(&s->p.token, ";"))
      advance(s);
    else if (!is(&s->p.token, "}"))
      break;
  }
  if (is(&s->p.token, "}")) advance(s);
  return first;
}

/* ---- the file ---- */

static void keep_local(struct scan *s, const struct token *name, const struct lines_node *children) {
  if (children && s->local_count < LOCALS_MAX)
    s->locals[s->local_count++] = (struct local){name->at, name->n, children};
}

/* Behind `local`: name = value, or function name. */
static void scan_local(struct scan *s) {
  bool function = is(&s->p.token, "function");
  struct token name = s->p.token;
  if (function) {
    struct place before = s->p;
    advance(s);
    name = s->p.token;
    s->p = before;
    keep_local(s, &name, scan_function(s, 0));
    return;
  }
  advance(s);
  if (!is(&s->p.token, "=")) return;
  advance(s);
  if (is(&s->p.token, "{"))
    keep_local(s, &name, scan_table(s, 0));
  else if (is(&s->p.token, "function"))
    keep_local(s, &name, scan_function(s, 0));
}

const struct lines_node *lines_scan(const char *source, size_t n, struct arena *arena) {
  struct scan *s = arena_take(arena, sizeof *s);
  struct lines_node *root = arena_take(arena, sizeof *root);
  if (!s || !root) return NULL;
  *s = (struct scan){.p = {.at = source, .line = 1}, .end = source + n, .arena = arena};
  int blocks = 0;
  for (advance(s); s->p.token.kind != END;) {
    if (is(&s->p.token, "local")) {
      advance(s);
      scan_local(s);
    } else if (is(&s->p.token, "return") && blocks == 0) {
      advance(s);
      root->line = s->p.token.line;
      root->first = is(&s->p.token, "{") ? scan_table(s, 0) : find_local(s, &s->p.token);
      return root;
    } else {
      blocks += block_step(&s->p.token);
      advance(s);
    }
  }
  return NULL;
}

const struct lines_node *lines_child(const struct lines_node *node, const char *key, int index) {
  for (const struct lines_node *child = node ? node->first : NULL; child; child = child->next) {
    if (key ? child->key && strcmp(child->key, key) == 0 : !child->key && child->index == index) return child;
  }
  return NULL;
}
