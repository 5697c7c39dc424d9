#include "sums.h"

#include "multiversion.h"

MULTIVERSION
void dcsh_sum(float *y, const float *a, const float *b, size_t n) {
  SAME_INDEX_ONLY
  for (size_t i = 0; i < n; i++) y[i] = a[i] + b[i];
}

MULTIVERSION
void dcsh_sum_relu(float *y, const float *a, const float *b, size_t n) {
  SAME_INDEX_ONLY
  for (size_t i = 0; i < n; i++) {
    float sum = a[i] + b[i];
    y[i] = sum > 0.0f ? sum : 0.0f;
  }
}

MULTIVERSION
void dcsh_relu(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

MULTIVERSION
void dcsh_relu_gradient(float *restrict dy, const float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) dy[i] = y[i] > 0.0f ? dy[i] : 0.0f;
}
