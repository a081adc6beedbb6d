#include "voice.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "err.h"
#include "espeak.h"
#include "polish.h"
#include "spell.h"
#include "utf8.h"

#if SUPINE_HAVE_FLITE
#include <flite/flite.h>
#endif

void voice_free(struct voice_clip *clip) {
  free(clip->samples);
  *clip = (struct voice_clip){0};
}

char *voice_caption(const char *text, char *out, unsigned long size) {
  assert(size >= 1);
  unsigned long n = 0;
  for (; *text && n < size - 1; text++)
    if (*text != '[' && *text != ']') out[n++] = *text;
  out[n] = '\0';
  utf8_cut(out, size - 1);
  return out;
}

#define RATE_MIN 0.7
#define RATE_MAX 1.5

static double within_rates(double rate) {
  return rate > RATE_MIN ? (rate < RATE_MAX ? rate : RATE_MAX) : RATE_MIN; /* NaN is slow */
}

static int nothing_to_say(void) {
  return err_set(ERR_NO, "There is nothing to say in this text; write a word");
}

/* To whole levels of 16 bits: what is kept on disk is then the very clip. */
static void round_levels(float *samples, int64_t count) {
  for (int64_t i = 0; i < count; i++) samples[i] = roundf(samples[i] * 32768.0f) / 32768.0f;
}

/* Fills *out from what a synthesiser gave; the key word begins at key_s, in seconds. */
static int finish(const int16_t *wave, int64_t wave_count, int rate_hz, double key_s,
                  struct voice_clip *out) {
  int64_t count, cut_frames;
  float *samples = polish_resample(wave, wave_count, rate_hz, &count);
  if (!samples) return err_set(ERR_MACHINE, "There is no memory left to speak; close other programs");
  polish_clear(samples, count);
  polish_even(samples, count);
  int64_t frames = polish_trim(samples, count, &cut_frames);
  if (frames == 0) {
    free(samples);
    return nothing_to_say();
  }
  round_levels(samples, frames);
  int64_t key = key_s > 0 ? (int64_t)(key_s * POLISH_RATE_HZ + 0.5) - cut_frames : 0;
  *out = (struct voice_clip){samples, frames, key < 0 ? 0 : key < frames ? key : frames - 1};
  return 0;
}

/* ---- English ------------------------------------------------------------------------------------------ */

#if SUPINE_HAVE_FLITE

#define SOURCE_HZ    16000
#define CALM_STRETCH 1.15 /* a rate of 1 is so much slower than the voice reads news */

/* Made by the voice's own library, which has no header. */
cst_voice *register_cmu_us_slt(const char *folder);

/* Registered once and kept: flite hands out one voice and shares it with every utterance. */
static cst_voice *speaker(void) {
  static cst_voice *slt;
  if (!slt && flite_init() == 0) slt = register_cmu_us_slt(NULL);
  return slt;
}

/* Where the sounds of a word begin in the utterance, in seconds; negative where the word has none. */
static double word_start_s(const cst_item *word) {
  const cst_item *syllable = item_daughter(item_as(word, "SylStructure"));
  const cst_item *segment = item_as(item_daughter(syllable), "Segment");
  if (!segment) return -1;
  const cst_item *before = item_prev(segment);
  return before ? item_feat_float(before, "end") : 0;
}

/* Where the first word at or after byte key_at of the text begins, in seconds; 0 where none has a
** sound. flite keeps with each token how far it had read: the first that ends behind key_at holds the
** key. */
static double key_start_s(const cst_utterance *utterance, int key_at) {
  for (cst_item *token = relation_head(utt_relation(utterance, "Token")); token; token = item_next(token)) {
    if (item_feat_int(token, "file_pos") <= key_at) continue;
    for (const cst_item *word = item_daughter(token); word; word = item_next(word)) {
      double start_s = word_start_s(word);
      if (start_s >= 0) return start_s;
    }
  }
  return 0;
}

bool voice_available(void) {
  return true;
}

static int finish_utterance(const cst_utterance *utterance, int key_at, struct voice_clip *out) {
  const cst_wave *wave = utt_wave((cst_utterance *)utterance);
  if (!wave || wave->sample_rate != SOURCE_HZ || wave->num_channels != 1)
    return err_set(ERR_MACHINE, "The voice of this machine cannot be used; captions are shown instead");
  if (wave->num_samples < 1) return nothing_to_say();
  double key_s = key_at >= 0 ? key_start_s(utterance, key_at) : 0;
  return finish(wave->samples, wave->num_samples, wave->sample_rate, key_s, out);
}

int voice_say(const char *text, double rate, struct voice_clip *out) {
  *out = (struct voice_clip){0};
  struct spell spell;
  spell_read(text, false, &spell);
  if (!spell.speakable) return nothing_to_say();
  cst_voice *voice = speaker();
  if (!voice)
    return err_set(ERR_MACHINE, "The voice of this machine does not start; captions are shown instead");
  feat_set_float(voice->features, "duration_stretch", (float)(CALM_STRETCH / within_rates(rate)));
  srand(1); /* flite's breathiness comes from rand: the same text must give the same samples in every film */
  cst_utterance *utterance = flite_synth_text(spell.text, voice);
  if (!utterance) return err_set(ERR_MACHINE, "The voice failed on this text; captions are shown instead");
  int result = finish_utterance(utterance, spell.key_at, out);
  delete_utterance(utterance);
  return result;
}

#else

bool voice_available(void) {
  return false;
}

int voice_say(const char *text, double rate, struct voice_clip *out) {
  (void)text;
  (void)rate;
  *out = (struct voice_clip){0};
  return err_set(ERR_MACHINE,
                 "This build has no voice; install flite and build again, or follow the captions");
}

#endif

/* ---- other languages ---------------------------------------------------------------------------------- */

static bool is_english(const char *language) {
  return !language || !*language ||
         (strncasecmp(language, "en", 2) == 0 && (!language[2] || language[2] == '-'));
}

int voice_say_in(const char *language, const char *text, double rate, struct voice_clip *out) {
  if (is_english(language)) return voice_say(text, rate, out);
  *out = (struct voice_clip){0};
  struct spell spell;
  spell_read(text, true, &spell);
  if (!spell.speakable) return nothing_to_say();
  struct pcm pcm;
  int64_t key_sample;
  int result = espeak_say(language, &spell, within_rates(rate), ESPEAK_LIMIT_MS, &pcm, &key_sample);
  if (result == 0)
    result = finish(pcm.samples, pcm.count, pcm.rate_hz, (double)key_sample / pcm.rate_hz, out);
  free(pcm.samples);
  return result;
}

bool voice_speaks(const char *language) {
  if (is_english(language)) return voice_available();
  struct voice_clip clip;
  if (voice_say_in(language, "a 1", 1, &clip) != 0) return false;
  voice_free(&clip);
  return true;
}
