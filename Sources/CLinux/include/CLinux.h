/* What `import Glibc` does not give: few functions, plain types.
 *
 * One rule for every function that can fail: the result is 0 or more on success and -errno on
 * failure, so that no caller reads errno. The feature macro _GNU_SOURCE stays in the .c files. */
#ifndef CLINUX_H
#define CLINUX_H

#include "cl_baseline.h"
#include "cl_baseline_allocations.h"
#include "cl_clock.h"
#include "cl_cpu.h"
#include "cl_emulation.h"
#include "cl_epoll.h"
#include "cl_error.h"
#include "cl_namespace.h"
#include "cl_process.h"
#include "cl_signal.h"
#include "cl_socket.h"
#include "cl_spawn.h"

#endif
