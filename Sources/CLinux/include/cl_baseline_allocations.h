/* How often heap memory is asked for. */
#ifndef CL_BASELINE_ALLOCATIONS_H
#define CL_BASELINE_ALLOCATIONS_H

#include <stdint.h>

/* How many blocks this thread has asked malloc, calloc, realloc, aligned_alloc and posix_memalign
 * for since the first call.
 *
 * That first call puts counting functions before them, for this program and every library it has
 * loaded, for good; it is for programs that measure, and nobody else pays. */
int64_t cl_baseline_allocations(void);

#endif
