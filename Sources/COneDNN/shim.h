/* oneDNN as the engine uses it.
 *
 * Between versions 2 and 3 the C interface changed: descriptors of operations went away and
 * descriptions of memory became opaque. Debian 12 ships 2.6, later systems ship 3.x; these functions
 * are the same on both. */
#ifndef DCSH_ONEDNN_SHIM_H
#define DCSH_ONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>
#include <stdint.h>

/* libdnnl is built on OpenMP and brings its own runtime along. The symbol is weak so that a
   build of oneDNN on another threading layer still links. */
extern void omp_set_num_threads(int count) __attribute__((weak));

/* Each of our worker threads computes its shard alone: oneDNN must not start a team of its own. */
static inline void dcsh_onednn_single_thread(void) {
  if (omp_set_num_threads) omp_set_num_threads(1);
}

/* A primitive and the description that backward primitives want as a hint. */
struct dcsh_onednn_primitive {
  dnnl_primitive_desc_t description;
  dnnl_primitive_t primitive;
};

/* Memory [rows, columns] of floats, row-major, that the caller owns. */
static inline dnnl_status_t dcsh_onednn_matrix(dnnl_memory_t *matrix, dnnl_engine_t engine,
                                               int64_t rows, int64_t columns, float *base) {
  dnnl_dims_t extents = {rows, columns};
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t description;
  dnnl_status_t status =
      dnnl_memory_desc_create_with_tag(&description, 2, extents, dnnl_f32, dnnl_ab);
  if (status != dnnl_success) return status;
  status = dnnl_memory_create(matrix, description, engine, base);
  dnnl_memory_desc_destroy(description);
  return status;
#else
  dnnl_memory_desc_t description;
  dnnl_status_t status =
      dnnl_memory_desc_init_by_tag(&description, 2, extents, dnnl_f32, dnnl_ab);
  if (status != dnnl_success) return status;
  return dnnl_memory_create(matrix, &description, engine, base);
#endif
}

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t dcsh_onednn_shape;
#else
typedef const dnnl_memory_desc_t *dcsh_onednn_shape;
#endif

static inline dcsh_onednn_shape dcsh_onednn_shape_of(dnnl_memory_t matrix) {
  dcsh_onednn_shape shape = 0;
  dnnl_memory_get_memory_desc(matrix, &shape);
  return shape;
}

/* Makes the primitive of a description, which it then owns; on failure nothing is left. */
static inline dnnl_status_t dcsh_onednn_finish(struct dcsh_onednn_primitive *made,
                                               dnnl_status_t described) {
  if (described != dnnl_success) return described;
  dnnl_status_t status = dnnl_primitive_create(&made->primitive, made->description);
  if (status != dnnl_success) dnnl_primitive_desc_destroy(made->description);
  return status;
}

/* y = max(x, 0) */
static inline dnnl_status_t dcsh_onednn_relu_forward(struct dcsh_onednn_primitive *made,
                                                     dnnl_engine_t engine, dnnl_memory_t x) {
  dcsh_onednn_shape shape = dcsh_onednn_shape_of(x);
#if DNNL_VERSION_MAJOR >= 3
  return dcsh_onednn_finish(
      made, dnnl_eltwise_forward_primitive_desc_create(
                &made->description, engine, dnnl_forward_training, dnnl_eltwise_relu, shape,
                shape, 0, 0, 0));
#else
  dnnl_eltwise_desc_t operation;
  dnnl_status_t status = dnnl_eltwise_forward_desc_init(&operation, dnnl_forward_training,
                                                        dnnl_eltwise_relu, shape, 0, 0);
  if (status != dnnl_success) return status;
  return dcsh_onednn_finish(
      made, dnnl_primitive_desc_create(&made->description, &operation, 0, engine, 0));
#endif
}

/* dx = x > 0 ? dy : 0 */
static inline dnnl_status_t dcsh_onednn_relu_backward(struct dcsh_onednn_primitive *made,
                                                      dnnl_engine_t engine, dnnl_memory_t x,
                                                      const_dnnl_primitive_desc_t forward) {
  dcsh_onednn_shape shape = dcsh_onednn_shape_of(x);
#if DNNL_VERSION_MAJOR >= 3
  return dcsh_onednn_finish(made, dnnl_eltwise_backward_primitive_desc_create(
                                      &made->description, engine, dnnl_eltwise_relu, shape, shape,
                                      shape, 0, 0, forward, 0));
#else
  dnnl_eltwise_desc_t operation;
  dnnl_status_t status =
      dnnl_eltwise_backward_desc_init(&operation, dnnl_eltwise_relu, shape, shape, 0, 0);
  if (status != dnnl_success) return status;
  return dcsh_onednn_finish(
      made, dnnl_primitive_desc_create(&made->description, &operation, 0, engine, forward));
#endif
}

/* y = ln softmax(x), along the columns */
static inline dnnl_status_t dcsh_onednn_log_softmax_forward(struct dcsh_onednn_primitive *made,
                                                            dnnl_engine_t engine,
                                                            dnnl_memory_t x) {
  dcsh_onednn_shape shape = dcsh_onednn_shape_of(x);
#if DNNL_VERSION_MAJOR >= 3
  return dcsh_onednn_finish(made, dnnl_softmax_forward_primitive_desc_create(
                                      &made->description, engine, dnnl_forward_training,
                                      dnnl_softmax_log, shape, shape, 1, 0));
#else
  dnnl_logsoftmax_desc_t operation;
  dnnl_status_t status =
      dnnl_logsoftmax_forward_desc_init(&operation, dnnl_forward_training, shape, 1);
  if (status != dnnl_success) return status;
  return dcsh_onednn_finish(
      made, dnnl_primitive_desc_create(&made->description, &operation, 0, engine, 0));
#endif
}

/* dx = dy - softmax(x) * sum(dy), along the columns, from y = ln softmax(x) */
static inline dnnl_status_t dcsh_onednn_log_softmax_backward(struct dcsh_onednn_primitive *made,
                                                             dnnl_engine_t engine,
                                                             dnnl_memory_t y,
                                                             const_dnnl_primitive_desc_t forward) {
  dcsh_onednn_shape shape = dcsh_onednn_shape_of(y);
#if DNNL_VERSION_MAJOR >= 3
  return dcsh_onednn_finish(made, dnnl_softmax_backward_primitive_desc_create(
                                      &made->description, engine, dnnl_softmax_log, shape, shape,
                                      shape, 1, forward, 0));
#else
  dnnl_logsoftmax_desc_t operation;
  dnnl_status_t status = dnnl_logsoftmax_backward_desc_init(&operation, shape, shape, 1);
  if (status != dnnl_success) return status;
  return dcsh_onednn_finish(
      made, dnnl_primitive_desc_create(&made->description, &operation, 0, engine, forward));
#endif
}

#endif
