/* Products with a factor that is repeated. */
#ifndef DCSH_PRODUCTS_H
#define DCSH_PRODUCTS_H

#include <stddef.h>

/* How a tensor meets a smaller one: the larger one is dense, [extents[0], …, extents[rank - 1]], and
 * the smaller one has strides[k] elements from one index of axis k to the next, 0 where it is
 * repeated. The last axis has a stride of 0 or 1. */

/* y = a b */
void dcsh_multiply_repeated(float *y, const float *a, const float *b, const ptrdiff_t *extents,
                            const ptrdiff_t *strides, int rank);

/* b += the sum of y a over what each element of b meets; sums along the last axis are in double
 * precision. */
void dcsh_sum_repeated(float *b, const float *y, const float *a, const ptrdiff_t *extents,
                       const ptrdiff_t *strides, int rank);

#endif
