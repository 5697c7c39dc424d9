/* What a primitive is made with, and the two steps of making one. */
#ifndef DCSH_ONEDNN_PRIMITIVE_H
#define DCSH_ONEDNN_PRIMITIVE_H

#include "layout.h"

/* A primitive and the description that backward primitives want as a hint. */
struct dcsh_primitive {
  dnnl_primitive_desc_t description;
  dnnl_primitive_t primitive;
};

/* What is done to a result before it is written. */
enum dcsh_after {
  dcsh_after_nothing = 0,
  dcsh_after_relu = 1, /* max(result, 0) */
  dcsh_after_sum = 2   /* result + what is there */
};

/* Scratch memory is always the caller's: oneDNN's own belongs to the thread that made the primitive,
   which need not be the one that runs it. */
static inline dnnl_status_t dcsh_attributes(dnnl_primitive_attr_t *made, enum dcsh_after after) {
  dnnl_status_t status = dnnl_primitive_attr_create(made);
  if (status != dnnl_success) return status;
  status = dnnl_primitive_attr_set_scratchpad_mode(*made, dnnl_scratchpad_mode_user);
  if (status == dnnl_success && after != dcsh_after_nothing) {
    dnnl_post_ops_t steps = 0;
    status = dnnl_post_ops_create(&steps);
    if (status == dnnl_success) {
#if DNNL_VERSION_MAJOR >= 3
      status = after == dcsh_after_relu
                   ? dnnl_post_ops_append_eltwise(steps, dnnl_eltwise_relu, 0, 0)
                   : dnnl_post_ops_append_sum(steps, 1, 0, dnnl_f32);
#else
      status = after == dcsh_after_relu
                   ? dnnl_post_ops_append_eltwise(steps, 1, dnnl_eltwise_relu, 0, 0)
                   : dnnl_post_ops_append_sum(steps, 1);
#endif
      if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*made, steps);
      dnnl_post_ops_destroy(steps);
    }
  }
  if (status != dnnl_success) {
    dnnl_primitive_attr_destroy(*made);
    *made = 0;
  }
  return status;
}

/* Makes the primitive of a description, which it then owns; on failure nothing is left. The
   attributes are no longer needed. */
static inline dnnl_status_t dcsh_finish(struct dcsh_primitive *made, dnnl_primitive_attr_t attributes,
                                        dnnl_status_t described) {
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  if (described != dnnl_success) return described;
  dnnl_status_t status = dnnl_primitive_create(&made->primitive, made->description);
  if (status != dnnl_success) dnnl_primitive_desc_destroy(made->description);
  return status;
}

#if DNNL_VERSION_MAJOR < 3
/* Describes and makes the primitive of a version 2 operation descriptor. */
static inline dnnl_status_t dcsh_describe(struct dcsh_primitive *made, dnnl_engine_t engine,
                                          const_dnnl_op_desc_t operation, enum dcsh_after after,
                                          const_dnnl_primitive_desc_t forward) {
  dnnl_primitive_attr_t attributes = 0;
  dnnl_status_t status = dcsh_attributes(&attributes, after);
  if (status != dnnl_success) return status;
  return dcsh_finish(
      made, attributes,
      dnnl_primitive_desc_create(&made->description, operation, attributes, engine, forward));
}
#endif

#endif
