/* Images as matrices. */
#ifndef DCSH_IMAGES_H
#define DCSH_IMAGES_H

#include <stddef.h>

/* How a window slides over an image [channels, height, width]; sizes in elements. */
struct dcsh_columns {
  ptrdiff_t channels, height, width;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t dilation_height, dilation_width;
  ptrdiff_t top, left; /* zeros around the image */
  ptrdiff_t output_height, output_width;
};

/* columns[tap, place] = the element that falls on this tap of the window at this place, 0 beyond the
 * image; taps in the order [channel, kernel row, kernel column], places row-major. */
void dcsh_image_to_columns(const float *image, struct dcsh_columns geometry, float *columns);

#endif
