/* Operations that slide a window over an image. */
#ifndef DCSH_ONEDNN_WINDOW_H
#define DCSH_ONEDNN_WINDOW_H

#include "primitive.h"

/* Height first. `dilation` is what oneDNN counts: 0 where there is none. */
struct dcsh_window {
  int64_t kernel[2];
  int64_t stride[2];
  int64_t dilation[2];
  int64_t before[2];
  int64_t after[2];
};

/* dst = src * weights + bias; `bias` may be null */
static inline dnnl_status_t dcsh_convolution_forward(struct dcsh_primitive *made,
                                                     dnnl_engine_t engine, dnnl_prop_kind_t kind,
                                                     dcsh_layout src, dcsh_layout weights,
                                                     dcsh_layout bias, dcsh_layout dst,
                                                     const struct dcsh_window *window,
                                                     enum dcsh_after after) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, after);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_convolution_forward_primitive_desc_create(
                         &made->description, engine, kind, dnnl_convolution_direct,
                         DCSH_LAYOUT(src), DCSH_LAYOUT(weights), DCSH_LAYOUT(bias),
                         DCSH_LAYOUT(dst), window->stride, window->dilation, window->before,
                         window->after, attributes));
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
      &operation, kind, dnnl_convolution_direct, DCSH_LAYOUT(src), DCSH_LAYOUT(weights),
      DCSH_LAYOUT(bias), DCSH_LAYOUT(dst), window->stride, window->dilation, window->before,
      window->after);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, after, 0);
#endif
}

static inline dnnl_status_t dcsh_convolution_backward_data(
    struct dcsh_primitive *made, dnnl_engine_t engine, dcsh_layout diff_src, dcsh_layout weights,
    dcsh_layout diff_dst, const struct dcsh_window *window, const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_convolution_backward_data_primitive_desc_create(
                         &made->description, engine, dnnl_convolution_direct,
                         DCSH_LAYOUT(diff_src), DCSH_LAYOUT(weights), DCSH_LAYOUT(diff_dst),
                         window->stride, window->dilation, window->before, window->after, forward,
                         attributes));
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_convolution_backward_data_desc_init(
      &operation, dnnl_convolution_direct, DCSH_LAYOUT(diff_src), DCSH_LAYOUT(weights),
      DCSH_LAYOUT(diff_dst), window->stride, window->dilation, window->before, window->after);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

/* `diff_bias` may be null */
static inline dnnl_status_t dcsh_convolution_backward_weights(
    struct dcsh_primitive *made, dnnl_engine_t engine, dcsh_layout src, dcsh_layout diff_weights,
    dcsh_layout diff_bias, dcsh_layout diff_dst, const struct dcsh_window *window,
    const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_convolution_backward_weights_primitive_desc_create(
                         &made->description, engine, dnnl_convolution_direct, DCSH_LAYOUT(src),
                         DCSH_LAYOUT(diff_weights), DCSH_LAYOUT(diff_bias), DCSH_LAYOUT(diff_dst),
                         window->stride, window->dilation, window->before, window->after, forward,
                         attributes));
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_dilated_convolution_backward_weights_desc_init(
      &operation, dnnl_convolution_direct, DCSH_LAYOUT(src), DCSH_LAYOUT(diff_weights),
      DCSH_LAYOUT(diff_bias), DCSH_LAYOUT(diff_dst), window->stride, window->dilation,
      window->before, window->after);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

/* `algorithm`: dnnl_pooling_max or one of the two averages */
static inline dnnl_status_t dcsh_pooling_forward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                 dnnl_prop_kind_t kind,
                                                 dnnl_alg_kind_t algorithm, dcsh_layout src,
                                                 dcsh_layout dst,
                                                 const struct dcsh_window *window) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_pooling_forward_primitive_desc_create(
                         &made->description, engine, kind, algorithm, DCSH_LAYOUT(src),
                         DCSH_LAYOUT(dst), window->stride, window->kernel, window->dilation,
                         window->before, window->after, attributes));
#else
  dnnl_pooling_desc_t operation;
  dnnl_status_t status = dnnl_pooling_forward_desc_init(
      &operation, kind, algorithm, DCSH_LAYOUT(src), DCSH_LAYOUT(dst), window->stride,
      window->kernel, window->before, window->after);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, 0);
#endif
}

static inline dnnl_status_t dcsh_pooling_backward(struct dcsh_primitive *made, dnnl_engine_t engine,
                                                  dnnl_alg_kind_t algorithm, dcsh_layout diff_src,
                                                  dcsh_layout diff_dst,
                                                  const struct dcsh_window *window,
                                                  const_dnnl_primitive_desc_t forward) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, dcsh_after_nothing);
  if (status != dnnl_success) return status;
  return dcsh_finish(made, attributes,
                     dnnl_pooling_backward_primitive_desc_create(
                         &made->description, engine, algorithm, DCSH_LAYOUT(diff_src),
                         DCSH_LAYOUT(diff_dst), window->stride, window->kernel, window->dilation,
                         window->before, window->after, forward, attributes));
#else
  dnnl_pooling_desc_t operation;
  dnnl_status_t status = dnnl_pooling_backward_desc_init(
      &operation, algorithm, DCSH_LAYOUT(diff_src), DCSH_LAYOUT(diff_dst), window->stride,
      window->kernel, window->before, window->after);
  if (status != dnnl_success) return status;
  return dcsh_describe(made, engine, &operation, dcsh_after_nothing, forward);
#endif
}

#endif
