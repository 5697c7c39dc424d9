#include "CKernels.h"

#include <math.h>

#include "multiversion.h"

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
void dcsh_sgd_nesterov(float *restrict w, float *restrict v, const float *restrict g, size_t n,
                       float rate, float momentum, float decay) {
  for (size_t i = 0; i < n; i++) {
    float d = g[i] + decay * w[i];
    float velocity = momentum * v[i] + d;
    v[i] = velocity;
    w[i] = w[i] - rate * (d + momentum * velocity);
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

MULTIVERSION
void dcsh_adamw(float *restrict w, float *restrict m, float *restrict v, const float *restrict g,
                size_t n, struct dcsh_adam_step s) {
  float keep1 = 1.0f - s.beta1;
  float keep2 = 1.0f - s.beta2;
  for (size_t i = 0; i < n; i++) {
    float decayed = w[i] - s.decay * w[i];
    float first = s.beta1 * m[i] + keep1 * g[i];
    float second = s.beta2 * v[i] + keep2 * (g[i] * g[i]);
    m[i] = first;
    v[i] = second;
    w[i] = decayed - s.rate * first / (sqrtf(second) * s.correction2 + s.epsilon);
  }
}

MULTIVERSION
void dcsh_dropout(float *x_out, const float *x, size_t n, uint32_t first_element, uint32_t row_key,
                  uint32_t threshold, float scale) {
  SAME_INDEX_ONLY
  for (size_t i = 0; i < n; i++) {
    uint32_t h = ((first_element + (uint32_t)i) * 0x9E3779B1u) ^ row_key;
    h ^= h >> 16;
    h *= 0x7FEB352Du;
    h ^= h >> 15;
    h *= 0x846CA68Bu;
    h ^= h >> 16;
    float kept = x[i] * scale;
    x_out[i] = h >= threshold ? kept : 0.0f;
  }
}

MULTIVERSION
void dcsh_scale(float *x, size_t n, float factor) {
  for (size_t i = 0; i < n; i++) x[i] *= factor;
}

MULTIVERSION
void dcsh_axpby(float *restrict y, const float *restrict x, size_t n, float a, float b) {
  for (size_t i = 0; i < n; i++) y[i] = a * x[i] + b * y[i];
}

MULTIVERSION
void dcsh_multiply(float *y, const float *a, const float *b, size_t n) {
  SAME_INDEX_ONLY
  for (size_t i = 0; i < n; i++) y[i] = a[i] * b[i];
}

MULTIVERSION
void dcsh_multiply_add(float *restrict y, const float *restrict a, const float *restrict b,
                       size_t n) {
  for (size_t i = 0; i < n; i++) y[i] += a[i] * b[i];
}

MULTIVERSION
double dcsh_sum_of_squares(const float *x, size_t n) {
  /* Eight sums, whatever the width of the vectors. */
  double lane[8] = {0};
  size_t whole = n / 8;
  for (size_t k = 0; k < whole; k++) {
    for (size_t j = 0; j < 8; j++) {
      double value = x[8 * k + j];
      lane[j] += value * value;
    }
  }
  for (size_t i = 8 * whole; i < n; i++) {
    double value = x[i];
    lane[i % 8] += value * value;
  }
  return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}
