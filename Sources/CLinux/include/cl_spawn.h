/* Starting a program. */
#ifndef CL_SPAWN_H
#define CL_SPAWN_H

#include <stdint.h>

/* Where a descriptor of the new process comes from, instead of a number of this one. */
enum {
    /* The same one as this process has. */
    CL_INHERIT = -1,
    /* Standard input only: /dev/null. Descriptor 3 only: closed. */
    CL_NONE = -2,
};

/* Starts the program at `path` (no search) with this environment and `arguments`, a
 * NULL-terminated list that begins with the program's name.
 *
 * Its descriptors: 0 is CL_NONE or CL_INHERIT as `input` says; 1 is inherited; 2 is this process's
 * `error`, or CL_INHERIT; 3 is this process's `channel`, or CL_NONE; all above are closed. No
 * signal is blocked and none is ignored there.
 *
 * Every process started so has its program at the same addresses (ADDR_NO_RANDOMIZE), where the
 * system permits it: a processor then predicts the branches of one node by what it has seen of
 * another (64 clients of one server: 14 instead of 20 us of client CPU per operation).
 *
 * Returns the process's number, or -ENOENT, -EACCES, -EINVAL (a `channel` below 3), -EBADF,
 * -EMFILE, -EAGAIN, -ENOMEM. */
int32_t cl_spawn(const char *path, char *const arguments[], int input, int channel, int error);

#endif
