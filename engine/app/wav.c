#include "wav.h"

#include <errno.h>
#include <string.h>

#include "err.h"
#include "frames.h"

#define WAV_HEADER_BYTES 44
#define WAV_FRAME_BYTES  4

static void put16(unsigned char *at, unsigned value) {
  at[0] = (unsigned char)value;
  at[1] = (unsigned char)(value >> 8);
}

static void put32(unsigned char *at, uint32_t value) {
  put16(at, value & 0xFFFF);
  put16(at + 2, value >> 16);
}

static int write_header(FILE *file, int64_t frames) {
  int64_t bytes = frames * WAV_FRAME_BYTES;
  if (bytes > UINT32_MAX - WAV_HEADER_BYTES) bytes = UINT32_MAX - WAV_HEADER_BYTES; /* RIFF holds no more */
  unsigned char head[WAV_HEADER_BYTES] = "RIFF....WAVEfmt ";
  put32(head + 4, (uint32_t)bytes + WAV_HEADER_BYTES - 8);
  put32(head + 16, 16);
  put16(head + 20, 1); /* PCM */
  put16(head + 22, 2);
  put32(head + 24, FRAMES_RATE_HZ);
  put32(head + 28, FRAMES_RATE_HZ * WAV_FRAME_BYTES);
  put16(head + 32, WAV_FRAME_BYTES);
  put16(head + 34, 16);
  memcpy(head + 36, "data", 4);
  put32(head + 40, (uint32_t)bytes);
  return fwrite(head, sizeof head, 1, file) == 1 ? 0 : -1;
}

int wav_open(struct wav *wav, const char *path) {
  wav->frames = 0;
  wav->file = NULL;
  int result = outfile_begin(&wav->out, path);
  if (result != 0) return result;
  wav->file = fopen(wav->out.work, "wb");
  if (!wav->file) return err_set(ERR_MACHINE, "cannot write %s: %s", path, strerror(errno));
  if (write_header(wav->file, 0) == 0) return 0;
  int why = errno;
  wav_close(wav, false);
  return err_set(ERR_MACHINE, "cannot write %s: %s", path, strerror(why));
}

int wav_write(struct wav *wav, const int16_t *stereo, int frames) {
  unsigned char bytes[512 * WAV_FRAME_BYTES];
  while (frames > 0) {
    int take = frames < 512 ? frames : 512;
    for (int i = 0; i < 2 * take; i++) put16(bytes + 2 * i, (uint16_t)stereo[i]);
    if (fwrite(bytes, WAV_FRAME_BYTES, (size_t)take, wav->file) != (size_t)take)
      return err_set(ERR_MACHINE, "the sound could not be written: %s", strerror(errno));
    stereo += 2 * take;
    frames -= take;
    wav->frames += take;
  }
  return 0;
}

int wav_close(struct wav *wav, bool keep) {
  if (!wav->file) return 0;
  bool bad = keep && (fseek(wav->file, 0, SEEK_SET) != 0 || write_header(wav->file, wav->frames) != 0);
  int why = errno;
  if (fclose(wav->file) != 0 && keep && !bad) {
    bad = true;
    why = errno;
  }
  wav->file = NULL;
  if (keep && !bad) return outfile_commit(&wav->out);
  outfile_abort(&wav->out);
  return bad ? err_set(ERR_MACHINE, "the sound could not be written: %s", strerror(why)) : 0;
}
