/* Loops whose speed decides how fast a network trains.
 *
 * Every function but counts and sums is elementwise: the result at i depends on the operands at i alone,
 * is computed with the IEEE operations written here (no contraction into fused multiply-adds, see
 * multiversion.h), and is therefore the same bit by bit on every instruction set and for every cut into
 * chunks. Sums of floats are the same on every instruction set, not for every cut.
 * Sizes are in elements; buffers must not overlap unless a comment says so. */
#ifndef DCSH_KERNELS_H
#define DCSH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "products.h"
#include "rectifiers.h"
#include "sums.h"

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

/* The same with Nesterov's momentum (Sutskever et al., 2013, in the form that needs no look ahead):
 *   d and v as above;  w[i] -= rate * (d + momentum * v[i])                                      */
void dcsh_sgd_nesterov(float *w, float *v, const float *g, size_t n, float rate, float momentum,
                       float decay);

/* The coefficients of one Adam step (Kingma and Ba, 2015, algorithm 1). */
struct dcsh_adam_step {
  float rate;        /* step size, already divided by the bias correction of the first moment */
  float beta1;
  float beta2;
  float correction2; /* 1 / sqrt(1 - beta2^t) */
  float epsilon;
  float decay;       /* Adam: weight decay added to the gradient;
                        AdamW: share of a weight that is taken off, rate times weight decay */
};

void dcsh_adam(float *w, float *m, float *v, const float *g, size_t n,
               struct dcsh_adam_step step);

/* Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2):
 *   w[i] -= decay * w[i], then Adam's step without decay                       */
void dcsh_adamw(float *w, float *m, float *v, const float *g, size_t n,
                struct dcsh_adam_step step);

/* x_out[i] = h(first_element + i, row_key) >= threshold ? x[i] * scale : +0.0, where h is a hash
 * that spreads its operands evenly over 32 bits (see kernels.c): the share threshold / 2^32 of the
 * elements is dropped, and which ones depends on the element's number and the key alone. x_out may
 * equal x. */
void dcsh_dropout(float *x_out, const float *x, size_t n, uint32_t first_element, uint32_t row_key,
                  uint32_t threshold, float scale);

/* x[i] *= factor */
void dcsh_scale(float *x, size_t n, float factor);

/* y[i] = a * x[i] + b * y[i] */
void dcsh_axpby(float *y, const float *x, size_t n, float a, float b);

/* y[i] = a[i] * b[i]; y may equal a or b, and a may equal b. */
void dcsh_multiply(float *y, const float *a, const float *b, size_t n);

/* y[i] += a[i] * b[i]; a may equal b. */
void dcsh_multiply_add(float *y, const float *a, const float *b, size_t n);

/* Sum of x[i]^2 in double precision: eight sums, of the elements whose i has the same remainder
 * modulo 8, added pairwise. */
double dcsh_sum_of_squares(const float *x, size_t n);

#endif
