#include "images.h"

#include <string.h>

/* The places of one kernel row along an output row: zeros, elements of the image, zeros. */
static void fill_row(const float *row, const struct dcsh_columns *g, ptrdiff_t first, float *out) {
  ptrdiff_t x = 0;
  for (; x < g->output_width && first + x * g->stride_width < 0; x++) out[x] = 0.0f;
  ptrdiff_t end = x;
  while (end < g->output_width && first + end * g->stride_width < g->width) end++;
  if (g->stride_width == 1) {
    memcpy(out + x, row + first + x, (size_t)(end - x) * sizeof *out);
  } else {
    for (; x < end; x++) out[x] = row[first + x * g->stride_width];
  }
  for (x = end; x < g->output_width; x++) out[x] = 0.0f;
}

void dcsh_image_to_columns(const float *image, struct dcsh_columns g, float *columns) {
  for (ptrdiff_t c = 0; c < g.channels; c++) {
    for (ptrdiff_t ky = 0; ky < g.kernel_height; ky++) {
      for (ptrdiff_t kx = 0; kx < g.kernel_width; kx++) {
        ptrdiff_t first = kx * g.dilation_width - g.left;
        for (ptrdiff_t oy = 0; oy < g.output_height; oy++, columns += g.output_width) {
          ptrdiff_t y = oy * g.stride_height + ky * g.dilation_height - g.top;
          if (y < 0 || y >= g.height) {
            memset(columns, 0, (size_t)g.output_width * sizeof *columns);
          } else {
            fill_row(image + (c * g.height + y) * g.width, &g, first, columns);
          }
        }
      }
    }
  }
}
