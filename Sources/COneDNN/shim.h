/* oneDNN as the engine uses it.
 *
 * Between versions 2 and 3 the C interface changed: descriptors of operations went away and
 * descriptions of memory became opaque. Debian 12 ships 2.6, later systems ship 3.x; these functions
 * are the same on both.
 *
 *   layout.h      where the elements of a tensor lie in memory
 *   primitive.h   what a primitive is made with
 *   window.h      convolution and pooling
 *   pointwise.h   elementwise functions, softmax, reorders, resampling
 *   norm.h        batch normalisation, local response normalisation */
#ifndef DCSH_ONEDNN_SHIM_H
#define DCSH_ONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

#include "layout.h"
#include "primitive.h"
#include "window.h"
#include "pointwise.h"
#include "norm.h"

/* libdnnl is built on OpenMP and brings its own runtime along. The symbol is weak so that a
   build of oneDNN on another threading layer still links. */
extern void omp_set_num_threads(int count) __attribute__((weak));

/* Each of our worker threads computes its shard alone: oneDNN must not start a team of its own. */
static inline void dcsh_onednn_single_thread(void) {
  if (omp_set_num_threads) omp_set_num_threads(1);
}

#endif
