#include "CKernels.h"
#include "multiversion.h"

MULTIVERSION
void dcsh_prelu(float *y, const float *x, const float *slope, size_t rows, size_t slopes,
                size_t inner) {
  for (size_t row = 0; row < rows; row++) {
    if (inner == 1) {
      SAME_INDEX_ONLY
      for (size_t k = 0; k < slopes; k++) y[k] = x[k] > 0 ? x[k] : slope[k] * x[k];
      x += slopes;
      y += slopes;
      continue;
    }
    for (size_t k = 0; k < slopes; k++) {
      float own = slope[k];
      SAME_INDEX_ONLY
      for (size_t i = 0; i < inner; i++) y[i] = x[i] > 0 ? x[i] : own * x[i];
      x += inner;
      y += inner;
    }
  }
}

MULTIVERSION
void dcsh_prelu_gradient(float *dx, const float *x, const float *dy, const float *slope,
                         size_t rows, size_t slopes, size_t inner) {
  for (size_t row = 0; row < rows; row++) {
    if (inner == 1) {
      SAME_INDEX_ONLY
      for (size_t k = 0; k < slopes; k++) dx[k] = x[k] > 0 ? dy[k] : slope[k] * dy[k];
      x += slopes;
      dy += slopes;
      dx += slopes;
      continue;
    }
    for (size_t k = 0; k < slopes; k++) {
      float own = slope[k];
      SAME_INDEX_ONLY
      for (size_t i = 0; i < inner; i++) dx[i] = x[i] > 0 ? dy[i] : own * dy[i];
      x += inner;
      dy += inner;
      dx += inner;
    }
  }
}

/* Eight sums, of the elements whose number has the same remainder modulo 8: vectors may hold them,
   and the order is written down. */
MULTIVERSION
static double sum_below_zero(const float *x, const float *dy, size_t n) {
  double sums[8] = {0};
  size_t whole = n / 8 * 8;
  for (size_t i = 0; i < whole; i += 8) {
    for (size_t j = 0; j < 8; j++) {
      double part = (double)x[i + j] * (double)dy[i + j];
      sums[j] += x[i + j] > 0 ? 0.0 : part;
    }
  }
  for (size_t i = whole; i < n; i++) {
    if (!(x[i] > 0)) sums[i - whole] += (double)x[i] * (double)dy[i];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

void dcsh_prelu_slope_gradient(float *d_slope, const float *x, const float *dy, size_t rows,
                               size_t slopes, size_t inner) {
  for (size_t k = 0; k < slopes; k++) {
    double sum = 0;
    for (size_t row = 0; row < rows; row++) {
      size_t start = (row * slopes + k) * inner;
      sum += sum_below_zero(x + start, dy + start, inner);
    }
    d_slope[k] = (float)sum;
  }
}
