/* Normalisations. */
#ifndef DCSH_ONEDNN_NORM_H
#define DCSH_ONEDNN_NORM_H

#include "primitive.h"

/* Scale and shift are two arguments; `flags` may add dnnl_use_global_stats and dnnl_fuse_norm_relu */
static inline dnnl_status_t dcsh_batch_norm_forward(struct dcsh_primitive *made,
                                                    dnnl_engine_t engine, dnnl_prop_kind_t kind,
                                                    dcsh_layout data, float epsilon,
                                                    unsigned flags) {
  flags |= dnnl_use_scale | dnnl_use_shift;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_batch_normalization_forward_primitive_desc_create(
                         &made->description, engine, kind, DCSH_LAYOUT(data), DCSH_LAYOUT(data),
                         epsilon, flags, attributes));
#else
  dnnl_batch_normalization_desc_t operation;
  dnnl_status_t status = dnnl_batch_normalization_forward_desc_init(
      &operation, kind, DCSH_LAYOUT(data), epsilon, flags);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

/* Gradients of the source, scale and shift */
static inline dnnl_status_t dcsh_batch_norm_backward(struct dcsh_primitive *made,
                                                     dnnl_engine_t engine, dcsh_layout data,
                                                     float epsilon, unsigned flags,
                                                     const_dnnl_primitive_desc_t forward) {
  flags |= dnnl_use_scale | dnnl_use_shift;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_batch_normalization_backward_primitive_desc_create(
                         &made->description, engine, dnnl_backward, DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), DCSH_LAYOUT(data), epsilon, flags, forward,
                         attributes));
#else
  dnnl_batch_normalization_desc_t operation;
  dnnl_status_t status = dnnl_batch_normalization_backward_desc_init(
      &operation, dnnl_backward, DCSH_LAYOUT(data), DCSH_LAYOUT(data), epsilon, flags);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

/* `algorithm`: dnnl_lrn_across_channels or dnnl_lrn_within_channel */
static inline dnnl_status_t dcsh_lrn_forward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                             dnnl_prop_kind_t kind, dnnl_alg_kind_t algorithm,
                                             dcsh_layout data, int64_t size, float alpha,
                                             float beta, float k) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_lrn_forward_primitive_desc_create(
                         &made->description, engine, kind, algorithm, DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), size, alpha, beta, k, attributes));
#else
  dnnl_lrn_desc_t operation;
  dnnl_status_t status = dnnl_lrn_forward_desc_init(&operation, kind, algorithm, DCSH_LAYOUT(data),
                                                    size, alpha, beta, k);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

static inline dnnl_status_t dcsh_lrn_backward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                              dnnl_alg_kind_t algorithm, dcsh_layout data,
                                              int64_t size, float alpha, float beta, float k,
                                              const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_lrn_backward_primitive_desc_create(
                         &made->description, engine, algorithm, DCSH_LAYOUT(data),
                         DCSH_LAYOUT(data), DCSH_LAYOUT(data), size, alpha, beta, k, forward,
                         attributes));
#else
  dnnl_lrn_desc_t operation;
  dnnl_status_t status = dnnl_lrn_backward_desc_init(
      &operation, algorithm, DCSH_LAYOUT(data), DCSH_LAYOUT(data), size, alpha, beta, k);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

#endif
