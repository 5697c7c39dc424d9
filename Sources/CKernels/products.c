#include "CKernels.h"

#include "multiversion.h"

MULTIVERSION
static void multiply_by_one(float *restrict y, const float *restrict a, float b, ptrdiff_t n) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = a[i] * b;
}

/* Eight channels that lie side by side, as oneDNN has them. */
MULTIVERSION
static void multiply_by_eight(float *restrict y, const float *restrict a, const float *restrict b,
                              ptrdiff_t n) {
  for (ptrdiff_t i = 0; i < n; i++) {
    for (ptrdiff_t j = 0; j < 8; j++) y[8 * i + j] = a[8 * i + j] * b[j];
  }
}

/* Returns how many elements of a that were. */
static ptrdiff_t multiply(float *y, const float *a, const float *b, const ptrdiff_t *extents,
                          const ptrdiff_t *strides, int rank) {
  if (rank < 2) {
    if (strides[0] == 0) {
      multiply_by_one(y, a, *b, extents[0]);
    } else {
      dcsh_multiply(y, a, b, (size_t)extents[0]);
    }
    return extents[0];
  }
  if (rank == 2 && strides[0] == 0 && strides[1] == 1 && extents[1] == 8) {
    multiply_by_eight(y, a, b, extents[0]);
    return 8 * extents[0];
  }
  ptrdiff_t done = 0;
  for (ptrdiff_t i = 0; i < extents[0]; i++) {
    done += multiply(y + done, a + done, b + i * strides[0], extents + 1, strides + 1, rank - 1);
  }
  return done;
}

void dcsh_multiply_repeated(float *y, const float *a, const float *b, const ptrdiff_t *extents,
                            const ptrdiff_t *strides, int rank) {
  if (rank > 0) multiply(y, a, b, extents, strides, rank);
}

/* Eight sums, whatever the width of the vectors. */
MULTIVERSION
static void add_eight(float *restrict b, const float *restrict y, const float *restrict a,
                      ptrdiff_t n) {
  double lane[8] = {0};
  for (ptrdiff_t i = 0; i < n; i++) {
    for (ptrdiff_t j = 0; j < 8; j++) lane[j] += (double)y[8 * i + j] * (double)a[8 * i + j];
  }
  for (ptrdiff_t j = 0; j < 8; j++) b[j] += (float)lane[j];
}

MULTIVERSION
static void add_one(float *b, const float *restrict y, const float *restrict a, ptrdiff_t n) {
  double lane[8] = {0};
  ptrdiff_t whole = n / 8;
  for (ptrdiff_t i = 0; i < whole; i++) {
    for (ptrdiff_t j = 0; j < 8; j++) lane[j] += (double)y[8 * i + j] * (double)a[8 * i + j];
  }
  for (ptrdiff_t i = 8 * whole; i < n; i++) lane[i % 8] += (double)y[i] * (double)a[i];
  *b += (float)(((lane[0] + lane[1]) + (lane[2] + lane[3])) +
                ((lane[4] + lane[5]) + (lane[6] + lane[7])));
}

static ptrdiff_t sum(float *b, const float *y, const float *a, const ptrdiff_t *extents,
                     const ptrdiff_t *strides, int rank) {
  if (rank < 2) {
    if (strides[0] == 0) {
      add_one(b, y, a, extents[0]);
    } else {
      dcsh_multiply_add(b, y, a, (size_t)extents[0]);
    }
    return extents[0];
  }
  if (rank == 2 && strides[0] == 0 && strides[1] == 1 && extents[1] == 8) {
    add_eight(b, y, a, extents[0]);
    return 8 * extents[0];
  }
  ptrdiff_t done = 0;
  for (ptrdiff_t i = 0; i < extents[0]; i++) {
    done += sum(b + i * strides[0], y + done, a + done, extents + 1, strides + 1, rank - 1);
  }
  return done;
}

void dcsh_sum_repeated(float *b, const float *y, const float *a, const ptrdiff_t *extents,
                       const ptrdiff_t *strides, int rank) {
  if (rank > 0) sum(b, y, a, extents, strides, rank);
}
