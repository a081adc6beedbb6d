#include "day.h"

#include "civil.h"

static const char *month_words(struct ui *ui, const char *form, int month) {
  return ui_word(ui, ui_format(ui, "calendar.%s.%d", form, month));
}

static const char *of_month(struct ui *ui, struct civil date) {
  return ui_fill(ui, "calendar.day_of_month", ui_format(ui, "%d", date.day),
                 month_words(ui, "month", date.month));
}

static const char *with_year(struct ui *ui, struct civil date) {
  return ui_fill(ui, "calendar.with_year", of_month(ui, date), ui_format(ui, "%d", date.year));
}

const char *day_words(struct ui *ui, int32_t day, int32_t today) {
  struct civil date = civil_of_day(day);
  return date.year == civil_of_day(today).year ? of_month(ui, date) : with_year(ui, date);
}

const char *day_full(struct ui *ui, int32_t day) {
  const char *weekday = ui_word(ui, ui_format(ui, "calendar.weekday.%d", (int)civil_weekday(day) + 1));
  return ui_fill(ui, "calendar.full", weekday, with_year(ui, civil_of_day(day)));
}

const char *day_span(struct ui *ui, int32_t from, int32_t to, int32_t today) {
  if (to <= from) return day_words(ui, from, today);
  return ui_fill(ui, "calendar.span", day_words(ui, from, today), day_words(ui, to, today));
}

const char *day_letter(struct ui *ui, int32_t day) {
  return ui_word(ui, ui_format(ui, "calendar.letter.%d", (int)civil_weekday(day) + 1));
}

const char *day_month_short(struct ui *ui, int month) {
  return month_words(ui, "month_short", month);
}
