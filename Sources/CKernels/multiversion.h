/* How elementwise loops are compiled: to be included before the first function. */
#ifndef DCSH_MULTIVERSION_H
#define DCSH_MULTIVERSION_H

/* A fused multiply-add rounds once where two operations round twice: with it the bits would
   depend on the instruction set. */
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSION __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MULTIVERSION
#endif

/* Buffers are the same or apart: without this, loops that may run in place are not vectorised
   when they do. */
#if defined(__clang__)
#define SAME_INDEX_ONLY _Pragma("clang loop vectorize(assume_safety)")
#else
#define SAME_INDEX_ONLY
#endif

#endif
