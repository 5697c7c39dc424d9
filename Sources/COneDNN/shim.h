#ifndef DCSH_ONEDNN_SHIM_H
#define DCSH_ONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

/* libdnnl is built on OpenMP and brings its own runtime along. The symbol is weak so that a
   build of oneDNN on another threading layer still links. */
extern void omp_set_num_threads(int count) __attribute__((weak));

/* Each of our worker threads computes its shard alone: oneDNN must not start a team of its own. */
static inline void dcsh_onednn_single_thread(void) {
  if (omp_set_num_threads) omp_set_num_threads(1);
}

#endif
