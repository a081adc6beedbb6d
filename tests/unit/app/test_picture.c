/* PNG files, read back by libpng. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

#include "err.h"
#include "picture.h"

#define PATH TEST_BINARY_DIR "/tests/test-picture.png"
#define WIDE 37
#define HIGH 23

static uint8_t rgba[4 * WIDE * HIGH];

static int paint(void **state) {
  (void)state;
  for (int i = 0; i < WIDE * HIGH; i++) {
    rgba[4 * i] = (uint8_t)(7 * i);
    rgba[4 * i + 1] = (uint8_t)(i / 3);
    rgba[4 * i + 2] = (uint8_t)(255 - i);
    rgba[4 * i + 3] = (uint8_t)(i % 2 ? 255 : 3); /* must not matter */
  }
  return 0;
}

static void every_colour_comes_back_and_the_picture_is_opaque(void **state) {
  (void)state;
  for (int quick = 0; quick <= 1; quick++) {
    assert_int_equal(picture_write(PATH, WIDE, HIGH, rgba, 0, quick), 0);
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, PATH));
    assert_int_equal(image.width, WIDE);
    assert_int_equal(image.height, HIGH);
    assert_int_equal(image.format & PNG_FORMAT_FLAG_ALPHA, 0);
    image.format = PNG_FORMAT_RGB;
    uint8_t back[3 * WIDE * HIGH];
    assert_true(png_image_finish_read(&image, NULL, back, 0, NULL));
    for (int i = 0; i < WIDE * HIGH; i++) assert_memory_equal(back + 3 * i, rgba + 4 * i, 3);
  }
}

/* A chunk's data in the file, or NULL: chunks stand as length, name, data. */
static const uint8_t *chunk(const uint8_t *file, size_t size, const char *name) {
  for (size_t i = 8; i + 8 < size; i++)
    if (memcmp(file + i, name, 4) == 0) return file + i + 4;
  return NULL;
}

static void a_stated_resolution_is_in_the_file(void **state) {
  (void)state;
  static uint8_t file[65536];
  for (int dpi = 0; dpi <= 300; dpi += 300) {
    assert_int_equal(picture_write(PATH, WIDE, HIGH, rgba, dpi, 0), 0);
    FILE *in = fopen(PATH, "rb");
    assert_non_null(in);
    size_t size = fread(file, 1, sizeof file, in);
    fclose(in);
    const uint8_t *found = chunk(file, size, "pHYs");
    assert_true((found != NULL) == (dpi > 0));
    if (!found) continue;
    unsigned per_metre =
        (unsigned)found[0] << 24 | (unsigned)found[1] << 16 | (unsigned)found[2] << 8 | found[3];
    assert_int_equal(per_metre, 11811); /* 300 / 0.0254, to the nearest */
    assert_int_equal(found[8], 1);      /* a metre */
  }
}

static void the_same_pixels_give_the_same_bytes(void **state) {
  (void)state;
  static uint8_t files[2][65536];
  size_t sizes[2];
  for (int i = 0; i < 2; i++) {
    assert_int_equal(picture_write(PATH, WIDE, HIGH, rgba, 300, 1), 0);
    FILE *in = fopen(PATH, "rb");
    assert_non_null(in);
    sizes[i] = fread(files[i], 1, sizeof files[i], in);
    fclose(in);
  }
  assert_int_equal(sizes[0], sizes[1]);
  assert_memory_equal(files[0], files[1], sizes[0]);
}

static void what_cannot_be_written_is_said_and_leaves_nothing(void **state) {
  (void)state;
  const char *path = TEST_BINARY_DIR "/no-such-folder/x.png";
  assert_int_equal(picture_write(path, WIDE, HIGH, rgba, 0, 0), ERR_MACHINE);
  assert_non_null(strstr(err_text(), path));
  assert_int_not_equal(access(path, F_OK), 0);
}

static int take_away(void **state) {
  (void)state;
  remove(PATH);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_colour_comes_back_and_the_picture_is_opaque),
      cmocka_unit_test(a_stated_resolution_is_in_the_file),
      cmocka_unit_test(the_same_pixels_give_the_same_bytes),
      cmocka_unit_test(what_cannot_be_written_is_said_and_leaves_nothing),
  };
  return cmocka_run_group_tests(tests, paint, take_away);
}
