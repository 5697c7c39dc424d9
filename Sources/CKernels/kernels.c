#include "CKernels.h"

#include <math.h>

/* A fused multiply-add rounds once where two operations round twice: with it the bits would
   depend on the instruction set. */
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSION __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MULTIVERSION
#endif

MULTIVERSION
void dcsh_bytes_to_floats(const uint8_t *restrict x, float *restrict y, size_t n, float scale) {
  for (size_t i = 0; i < n; i++) y[i] = (float)x[i] * scale;
}

MULTIVERSION
void dcsh_add(const float *restrict x, float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] += x[i];
}

MULTIVERSION
void dcsh_keep_masked(float *restrict x, const uint32_t *restrict words, size_t n) {
  union lane {
    float f;
    uint32_t u;
  };
  size_t whole = n / 32;
  for (size_t k = 0; k < whole; k++) {
    uint32_t word = words[k];
    float *block = x + 32 * k;
    /* A constant trip count lets the compiler spread the word over vector lanes. */
    for (uint32_t j = 0; j < 32; j++) {
      union lane value = {.f = block[j]};
      value.u &= -((word >> j) & 1u);
      block[j] = value.f;
    }
  }
  for (size_t i = 32 * whole; i < n; i++) {
    if (!((words[i / 32] >> (i % 32)) & 1u)) x[i] = 0.0f;
  }
}

MULTIVERSION
size_t dcsh_count_non_finite(const float *x, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    union {
      float f;
      uint32_t u;
    } value = {.f = x[i]};
    count += (value.u & 0x7f800000u) == 0x7f800000u;
  }
  return count;
}

MULTIVERSION
void dcsh_sgd(float *restrict w, float *restrict v, const float *restrict g, size_t n, float rate,
              float momentum, float decay) {
  for (size_t i = 0; i < n; i++) {
    float d = g[i] + decay * w[i];
    float velocity = momentum * v[i] + d;
    v[i] = velocity;
    w[i] = w[i] - rate * velocity;
  }
}

MULTIVERSION
void dcsh_adam(float *restrict w, float *restrict m, float *restrict v, const float *restrict g,
               size_t n, struct dcsh_adam_step s) {
  float keep1 = 1.0f - s.beta1;
  float keep2 = 1.0f - s.beta2;
  for (size_t i = 0; i < n; i++) {
    float d = g[i] + s.decay * w[i];
    float first = s.beta1 * m[i] + keep1 * d;
    float second = s.beta2 * v[i] + keep2 * (d * d);
    m[i] = first;
    v[i] = second;
    w[i] = w[i] - s.rate * first / (sqrtf(second) * s.correction2 + s.epsilon);
  }
}
