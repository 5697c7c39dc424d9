/* Where the elements of a tensor lie in memory: the one thing that version 2 keeps in a structure
 * and version 3 behind a pointer. Here it is a pointer that the caller destroys. */
#ifndef DCSH_ONEDNN_LAYOUT_H
#define DCSH_ONEDNN_LAYOUT_H

#include <oneapi/dnnl/dnnl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct dcsh_layout *dcsh_layout;

#if DNNL_VERSION_MAJOR >= 3
#define DCSH_LAYOUT(layout) ((const_dnnl_memory_desc_t)(layout))
#else
#define DCSH_LAYOUT(layout) ((const dnnl_memory_desc_t *)(layout))

/* Version 2 fills structures: this one moves to the heap. */
static inline dnnl_status_t dcsh_layout_keep(dcsh_layout *made, const dnnl_memory_desc_t *filled,
                                             dnnl_status_t status) {
  if (status != dnnl_success) return status;
  dnnl_memory_desc_t *copy = (dnnl_memory_desc_t *)malloc(sizeof *copy);
  if (!copy) return dnnl_out_of_memory;
  memcpy(copy, filled, sizeof *copy);
  *made = (dcsh_layout)copy;
  return dnnl_success;
}
#endif

/* float32 at these distances, in elements; or, without strides, wherever oneDNN likes best. */
static inline dnnl_status_t dcsh_layout_create(dcsh_layout *made, int rank, const int64_t *extents,
                                               const int64_t *strides) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t layout = 0;
  dnnl_status_t status =
      strides ? dnnl_memory_desc_create_with_strides(&layout, rank, extents, dnnl_f32, strides)
              : dnnl_memory_desc_create_with_tag(&layout, rank, extents, dnnl_f32,
                                                 dnnl_format_tag_any);
  *made = (dcsh_layout)layout;
  return status;
#else
  dnnl_memory_desc_t layout;
  dnnl_status_t status =
      strides ? dnnl_memory_desc_init_by_strides(&layout, rank, extents, dnnl_f32, strides)
              : dnnl_memory_desc_init_by_tag(&layout, rank, extents, dnnl_f32,
                                             dnnl_format_tag_any);
  return dcsh_layout_keep(made, &layout, status);
#endif
}

/* The layout that a primitive chose for one of its arguments. */
static inline dnnl_status_t dcsh_layout_query(dcsh_layout *made,
                                              const_dnnl_primitive_desc_t description,
                                              dnnl_query_t what, int index) {
#if DNNL_VERSION_MAJOR >= 3
  const_dnnl_memory_desc_t found = dnnl_primitive_desc_query_md(description, what, index);
  if (!found) return dnnl_not_required;
  dnnl_memory_desc_t copy = 0;
  dnnl_status_t status = dnnl_memory_desc_clone(&copy, found);
  *made = (dcsh_layout)copy;
  return status;
#else
  const dnnl_memory_desc_t *found = dnnl_primitive_desc_query_md(description, what, index);
  if (!found) return dnnl_not_required;
  return dcsh_layout_keep(made, found, dnnl_success);
#endif
}

/* A box inside a tensor, in the tensor's own memory. */
static inline dnnl_status_t dcsh_layout_part(dcsh_layout *made, dcsh_layout whole,
                                             const int64_t *extents, const int64_t *offsets) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t part = 0;
  dnnl_status_t status =
      dnnl_memory_desc_create_submemory(&part, DCSH_LAYOUT(whole), extents, offsets);
  *made = (dcsh_layout)part;
  return status;
#else
  dnnl_memory_desc_t part;
  dnnl_status_t status =
      dnnl_memory_desc_init_submemory(&part, DCSH_LAYOUT(whole), extents, offsets);
  return dcsh_layout_keep(made, &part, status);
#endif
}

/* A layout of images [rows, channels, height, width] by oneDNN's name for it */
static inline dnnl_status_t dcsh_layout_named(dcsh_layout *made, const int64_t *extents,
                                              dnnl_format_tag_t name) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_t layout = 0;
  dnnl_status_t status = dnnl_memory_desc_create_with_tag(&layout, 4, extents, dnnl_f32, name);
  *made = (dcsh_layout)layout;
  return status;
#else
  dnnl_memory_desc_t layout;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&layout, 4, extents, dnnl_f32, name);
  return dcsh_layout_keep(made, &layout, status);
#endif
}

static inline void dcsh_layout_destroy(dcsh_layout layout) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_destroy((dnnl_memory_desc_t)layout);
#else
  free(layout);
#endif
}

static inline int dcsh_layout_equal(dcsh_layout a, dcsh_layout b) {
  return dnnl_memory_desc_equal(DCSH_LAYOUT(a), DCSH_LAYOUT(b));
}

/* oneDNN's name for a layout of images, if it is one of those that its operations choose;
   dnnl_format_tag_undef otherwise */
static inline dnnl_format_tag_t dcsh_layout_name(dcsh_layout layout, const int64_t *extents) {
  static const dnnl_format_tag_t names[] = {dnnl_aBcd8b, dnnl_aBcd16b, dnnl_acdb};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    dcsh_layout other = 0;
    if (dcsh_layout_named(&other, extents, names[i]) != dnnl_success) continue;
    int same = dcsh_layout_equal(layout, other);
    dcsh_layout_destroy(other);
    if (same) return names[i];
  }
  return dnnl_format_tag_undef;
}

/* Bytes that a tensor takes, padding included. */
static inline size_t dcsh_layout_bytes(dcsh_layout layout) {
  return dnnl_memory_desc_get_size(DCSH_LAYOUT(layout));
}

/* Memory that the caller owns, seen through a layout. */
static inline dnnl_status_t dcsh_memory_create(dnnl_memory_t *memory, dcsh_layout layout,
                                               dnnl_engine_t engine, void *base) {
  return dnnl_memory_create(memory, DCSH_LAYOUT(layout), engine, base);
}

#endif
