#define _GNU_SOURCE
#include "cl_cpu.h"

#include <errno.h>
#include <sched.h>

int cl_cpu_pin(int32_t pid, int cpu) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return -EINVAL;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(pid, sizeof set, &set) < 0 ? -errno : 0;
}

int cl_cpu_allows(int32_t pid, int cpu) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return -EINVAL;
    cpu_set_t set;
    if (sched_getaffinity(pid, sizeof set, &set) < 0) return -errno;
    return CPU_ISSET(cpu, &set) ? 1 : 0;
}
