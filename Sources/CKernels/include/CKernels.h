/* Loops whose speed decides how fast a network trains.
 *
 * Every function is elementwise: the result at i depends on the operands at i alone, is computed
 * with the IEEE operations written here (no contraction into fused multiply-adds, see kernels.c),
 * and is therefore the same bit by bit on every instruction set and for every cut into chunks.
 * Sizes are in elements; buffers must not overlap unless a comment says so. */
#ifndef DCSH_KERNELS_H
#define DCSH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* y[i] = x[i] * scale */
void dcsh_bytes_to_floats(const uint8_t *x, float *y, size_t n, float scale);

/* y[i] += x[i] */
void dcsh_add(const float *x, float *y, size_t n);

/* x[i] = bit i of words ? x[i] : +0.0; bit i is (words[i / 32] >> (i % 32)) & 1 */
void dcsh_keep_masked(float *x, const uint32_t *words, size_t n);

/* Number of elements that are NaN or infinite. */
size_t dcsh_count_non_finite(const float *x, size_t n);

/* Stochastic gradient descent with momentum (Polyak), weight decay added to the gradient:
 *   d = g[i] + decay * w[i];  v[i] = momentum * v[i] + d;  w[i] -= rate * v[i]            */
void dcsh_sgd(float *w, float *v, const float *g, size_t n, float rate, float momentum,
              float decay);

/* The coefficients of one Adam step (Kingma and Ba, 2015, algorithm 1). */
struct dcsh_adam_step {
  float rate;        /* step size, already divided by the bias correction of the first moment */
  float beta1;
  float beta2;
  float correction2; /* 1 / sqrt(1 - beta2^t) */
  float epsilon;
  float decay;       /* weight decay added to the gradient */
};

void dcsh_adam(float *w, float *m, float *v, const float *g, size_t n,
               struct dcsh_adam_step step);

#endif
