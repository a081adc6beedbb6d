#include "voicing.h"

#include <assert.h>

#define D3_HZ 146.832f
#define A3_HZ 220.0f

static const struct voicing voicings[MIX_VOICINGS][2] = {
    [MIX_AIR] =
        {{.bands = {{700, 1400, 1.7f, 0.048f, 0.048f},
                    {2000, 3300, 1.3f, 0.034f, 0.034f},
                    {4800, 6000, 0.9f, 0.008f, 0.008f}},
          .air_from_hz = 4200,
          .air_to_hz = 6400,
          .peak = 0.54f,
          .flow_power = 0.7f,
          .side = 0.28f,
          .turbulence = {{2.7f, 0.11f}, {8.3f, 0.06f}},
          .colour_drift = 0.04f,
          .formant_step = 0.06f},
         {.bands = {{640, 400, 1.1f, 0.062f, 0.062f},
                    {1450, 1050, 1.8f, 0.036f, 0.036f},
                    {2600, 2100, 1.5f, 0.014f, 0.014f}},
          .air_from_hz = 2100,
          .air_to_hz = 1350,
          .peak = 0.42f,
          .flow_power = 0.7f,
          .side = 0.28f,
          .turbulence = {{2.7f, 0.11f}, {8.3f, 0.06f}},
          .colour_drift = 0.04f,
          .formant_step = 0.06f}},
    [MIX_OCEAN] =
        {{.bands = {{420, 1150, 0.7f, 0.050f, 0.036f},
                    {1100, 2900, 0.6f, 0.020f, 0.040f},
                    {3800, 6200, 0.6f, 0.004f, 0.018f}},
          .air_from_hz = 3000,
          .air_to_hz = 6500,
          .peak = 0.66f,
          .flow_power = 0.85f,
          .side = 0.50f,
          .turbulence = {{0.9f, 0.17f}, {3.1f, 0.10f}},
          .colour_drift = 0.10f,
          .formant_step = 0.09f,
          .grain = 0.3f},
         {.bands = {{520, 210, 0.6f, 0.080f, 0.034f},
                    {1000, 480, 0.6f, 0.036f, 0.022f},
                    {5200, 3600, 0.9f, 0.010f, 0.024f}},
          .air_from_hz = 4200,
          .air_to_hz = 3200,
          .peak = 0.30f,
          .flow_power = 0.8f,
          .side = 0.50f,
          .turbulence = {{0.9f, 0.17f}, {3.1f, 0.10f}},
          .colour_drift = 0.10f,
          .formant_step = 0.09f,
          .grain = 0.85f}},
    [MIX_TONE] =
        {{.bands = {{900, 1500, 1.2f, 0.006f, 0.008f},
                    {2200, 3300, 1.2f, 0.004f, 0.006f},
                    {4800, 6000, 0.9f, 0.001f, 0.002f}},
          .air_from_hz = 3800,
          .air_to_hz = 5600,
          .peak = 0.56f,
          .flow_power = 0.75f,
          .side = 0.40f,
          .turbulence = {{0.8f, 0.06f}, {2.9f, 0.04f}},
          .colour_drift = 0.06f,
          .formant_step = 0.06f,
          .tone = {D3_HZ, A3_HZ, 0.052f, {0.45f, 1.0f, 0.50f, 0.36f}}},
         {.bands = {{640, 400, 1.0f, 0.010f, 0.008f},
                    {1300, 900, 1.4f, 0.005f, 0.004f},
                    {2600, 2100, 1.2f, 0.001f, 0.001f}},
          .air_from_hz = 2000,
          .air_to_hz = 1300,
          .peak = 0.42f,
          .flow_power = 0.7f,
          .side = 0.40f,
          .turbulence = {{0.8f, 0.06f}, {2.9f, 0.04f}},
          .colour_drift = 0.06f,
          .formant_step = 0.06f,
          .tone = {A3_HZ, D3_HZ, 0.075f, {1.0f, 0.38f, 0.09f, 0.02f}}}},
};

const struct voicing *voicing_of(enum mix_voicing voicing, bool out) {
  assert((unsigned)voicing < MIX_VOICINGS);
  return &voicings[voicing][out];
}
