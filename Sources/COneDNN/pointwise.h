/* Operations that treat elements, or rows of elements, alone. */
#ifndef DCSH_ONEDNN_POINTWISE_H
#define DCSH_ONEDNN_POINTWISE_H

#include "primitive.h"

/* dst = f(src); for alpha and beta see oneDNN's list of functions */
static inline dnnl_status_t dcsh_eltwise_forward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                 dnnl_alg_kind_t function, float alpha, float beta,
                                                 dcsh_layout data) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(
      made, attributes,
      dnnl_eltwise_forward_primitive_desc_create(&made->description, engine, dnnl_forward_training,
                                                 function, DCSH_LAYOUT(data), DCSH_LAYOUT(data),
                                                 alpha, beta, attributes));
#else
  dnnl_eltwise_desc_t operation;
  dnnl_status_t status = dnnl_eltwise_forward_desc_init(&operation, dnnl_forward_training, function,
                                                        DCSH_LAYOUT(data), alpha, beta);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

/* `data` is the source, or the result for the functions that end in use_dst_for_bwd */
static inline dnnl_status_t dcsh_eltwise_backward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                  dnnl_alg_kind_t function, float alpha, float beta,
                                                  dcsh_layout data,
                                                  const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_eltwise_backward_primitive_desc_create(
                         &made->description, engine, function, DCSH_LAYOUT(data), DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), alpha, beta, forward, attributes));
#else
  dnnl_eltwise_desc_t operation;
  dnnl_status_t status = dnnl_eltwise_backward_desc_init(
      &operation, function, DCSH_LAYOUT(data), DCSH_LAYOUT(data), alpha, beta);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

/* dst = softmax(src) along an axis, or its logarithm */
static inline dnnl_status_t dcsh_softmax_forward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                 int logarithm, dcsh_layout data, int axis) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_softmax_forward_primitive_desc_create(
                         &made->description, engine, dnnl_forward_training,
                         logarithm ? dnnl_softmax_log : dnnl_softmax_accurate, DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), axis, attributes));
#else
  dnnl_softmax_v2_desc_t operation;
  dnnl_status_t status = dnnl_softmax_v2_forward_desc_init(
      &operation, dnnl_forward_training, logarithm ? dnnl_softmax_log : dnnl_softmax_accurate,
      DCSH_LAYOUT(data), DCSH_LAYOUT(data), axis);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

static inline dnnl_status_t dcsh_softmax_backward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                  int logarithm, dcsh_layout data, int axis,
                                                  const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_softmax_backward_primitive_desc_create(
                         &made->description, engine,
                         logarithm ? dnnl_softmax_log : dnnl_softmax_accurate, DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), DCSH_LAYOUT(data), axis, forward, attributes));
#else
  dnnl_softmax_v2_desc_t operation;
  dnnl_status_t status = dnnl_softmax_v2_backward_desc_init(
      &operation, logarithm ? dnnl_softmax_log : dnnl_softmax_accurate, DCSH_LAYOUT(data),
      DCSH_LAYOUT(data), DCSH_LAYOUT(data), axis);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

/* The same numbers in another layout, or added to what is there */
static inline dnnl_status_t dcsh_reorder(struct dcsh_primitive *made, dnnl_engine_t engine,
                                         dcsh_layout src, dcsh_layout dst, enum dcsh_after after) {
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, after);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_reorder_primitive_desc_create(&made->description, DCSH_LAYOUT(src),
                                                        engine, DCSH_LAYOUT(dst), engine,
                                                        attributes));
}

/* `method`: dnnl_resampling_nearest or dnnl_resampling_linear; the factor is that of the extents */
static inline dnnl_status_t dcsh_resampling_forward(struct dcsh_primitive *made,
                                                    dnnl_engine_t engine, dnnl_alg_kind_t method,
                                                    dcsh_layout src, dcsh_layout dst) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_resampling_forward_primitive_desc_create(
                         &made->description, engine, dnnl_forward_training, method, 0,
                         DCSH_LAYOUT(src), DCSH_LAYOUT(dst), attributes));
#else
  dnnl_resampling_desc_t operation;
  dnnl_status_t status =
      dnnl_resampling_forward_desc_init(&operation, dnnl_forward_training, method, 0,
                                        DCSH_LAYOUT(src), DCSH_LAYOUT(dst));
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

static inline dnnl_status_t dcsh_resampling_backward(struct dcsh_primitive *made,
                                                     dnnl_engine_t engine, dnnl_alg_kind_t method,
                                                     dcsh_layout diff_src, dcsh_layout diff_dst,
                                                     const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_resampling_backward_primitive_desc_create(
                         &made->description, engine, method, 0, DCSH_LAYOUT(diff_src),
                         DCSH_LAYOUT(diff_dst), forward, attributes));
#else
  dnnl_resampling_desc_t operation;
  dnnl_status_t status = dnnl_resampling_backward_desc_init(
      &operation, method, 0, DCSH_LAYOUT(diff_src), DCSH_LAYOUT(diff_dst));
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

#endif
