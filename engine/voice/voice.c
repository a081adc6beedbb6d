#include "voice.h"

#include <assert.h>
#include <stdlib.h>

#include "err.h"
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

#if SUPINE_HAVE_FLITE

#define SOURCE_HZ    16000
#define CALM_STRETCH 1.15 /* a rate of 1 is so much slower than the voice reads news */
#define RATE_MIN     0.7
#define RATE_MAX     1.5

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

/* Fills *out from what flite made. */
static int finish(const cst_utterance *utterance, int key_at, struct voice_clip *out) {
  const cst_wave *wave = utt_wave((cst_utterance *)utterance);
  if (!wave || wave->sample_rate != SOURCE_HZ || wave->num_channels != 1)
    return err_set(ERR_MACHINE, "The voice of this machine cannot be used; captions are shown instead");
  if (wave->num_samples < 1) return err_set(ERR_NO, "There is nothing to say in this text; write a word");
  int64_t count = (int64_t)wave->num_samples * POLISH_UP, cut_frames;
  float *samples = polish_upsample(wave->samples, wave->num_samples);
  if (!samples) return err_set(ERR_MACHINE, "There is no memory left to speak; close other programs");
  polish_clear(samples, count);
  polish_even(samples, count);
  int64_t frames = polish_trim(samples, count, &cut_frames);
  if (frames == 0) {
    free(samples);
    return err_set(ERR_NO, "There is nothing to say in this text; write a word");
  }
  int64_t key = 0;
  if (key_at >= 0) key = (int64_t)(key_start_s(utterance, key_at) * SOURCE_HZ * POLISH_UP + 0.5) - cut_frames;
  *out = (struct voice_clip){samples, frames, key < 0 ? 0 : key < frames ? key : frames - 1};
  return 0;
}

bool voice_available(void) {
  return true;
}

int voice_say(const char *text, double rate, struct voice_clip *out) {
  *out = (struct voice_clip){0};
  struct spell spell;
  spell_read(text, &spell);
  if (!spell.speakable) return err_set(ERR_NO, "There is nothing to say in this text; write a word");
  cst_voice *voice = speaker();
  if (!voice)
    return err_set(ERR_MACHINE, "The voice of this machine does not start; captions are shown instead");
  double within = rate > RATE_MIN ? (rate < RATE_MAX ? rate : RATE_MAX) : RATE_MIN;
  feat_set_float(voice->features, "duration_stretch", (float)(CALM_STRETCH / within));
  srand(1); /* flite's breathiness comes from rand: the same text must give the same samples in every film */
  cst_utterance *utterance = flite_synth_text(spell.text, voice);
  if (!utterance) return err_set(ERR_MACHINE, "The voice failed on this text; captions are shown instead");
  int result = finish(utterance, spell.key_at, out);
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
