/* Which processor a thread may run on. */
#ifndef CL_CPU_H
#define CL_CPU_H

#include <stdint.h>

/* Confines a thread to one processor; `pid` 0 is the calling thread.
 * Returns 0, or -EINVAL (no such processor, or not allowed here), -ESRCH, -EPERM. */
int cl_cpu_pin(int32_t pid, int cpu);

/* Whether a thread may run on a processor; `pid` 0 is the calling thread.
 * Returns 1 or 0, or -EINVAL (`cpu` is negative or above 1023), -ESRCH. */
int cl_cpu_allows(int32_t pid, int cpu);

#endif
