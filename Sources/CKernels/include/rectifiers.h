/* The rectifier whose slopes are learned (PReLU). */
#ifndef DCSH_RECTIFIERS_H
#define DCSH_RECTIFIERS_H

#include <stddef.h>

/* Tensors are [rows, slopes, inner]; k is an element's slope.
 * y[i] = x[i] > 0 ? x[i] : slope[k] * x[i]; y may equal x. */
void dcsh_prelu(float *y, const float *x, const float *slope, size_t rows, size_t slopes,
                size_t inner);

/* dx[i] = x[i] > 0 ? dy[i] : slope[k] * dy[i]; dx may equal dy. */
void dcsh_prelu_gradient(float *dx, const float *x, const float *dy, const float *slope,
                         size_t rows, size_t slopes, size_t inner);

/* d_slope[k] = sum of x[i] * dy[i] over the elements of k that are not above 0. Sums are in double
 * precision and in an order that depends on the sizes alone. */
void dcsh_prelu_slope_gradient(float *d_slope, const float *x, const float *dy, size_t rows,
                               size_t slopes, size_t inner);

#endif
