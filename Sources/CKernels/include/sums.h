/* Sums of whole tensors, and a rectifier with them. */
#ifndef DCSH_SUMS_H
#define DCSH_SUMS_H

#include <stddef.h>

/* y[i] = a[i] + b[i]; y may equal a or b, and a may equal b. */
void dcsh_sum(float *y, const float *a, const float *b, size_t n);

/* y[i] = max(a[i] + b[i], 0), NaN where the sum is; y may equal a or b, and a may equal b. */
void dcsh_sum_relu(float *y, const float *a, const float *b, size_t n);

/* x[i] = max(x[i], 0), NaN where it is. */
void dcsh_relu(float *x, size_t n);

/* dy[i] = y[i] > 0 ? dy[i] : 0 */
void dcsh_relu_gradient(float *dy, const float *y, size_t n);

#endif
