/* Processes once they run: waiting for them, signalling them, what they used. */
#ifndef CL_PROCESS_H
#define CL_PROCESS_H

#include <stdint.h>

/* Processor time used so far, in nanoseconds, and how often it was given up to wait for something. */
struct cl_usage {
    int64_t user_ns;
    int64_t system_ns;
    int64_t waits;
};

/* Processor time of this process, all its threads. Returns 0; cannot fail. */
int cl_usage_self(struct cl_usage *usage);

/* A descriptor that becomes readable when process `pid` has ended; closed on exec.
 * Returns the descriptor, or -ESRCH, -EMFILE, -ENFILE, -ENOSYS (Linux before 5.3). */
int cl_pidfd_open(int32_t pid);

/* Sends a signal to the process a pidfd stands for, and to no later one of the same number.
 * Returns 0, or -ESRCH (ended and waited for), -EPERM, -EINVAL, -EBADF. */
int cl_pidfd_signal(int pidfd, int signal);

/* Takes note of a child's end without waiting for it, and of what it used.
 * Returns `pid` once it has ended, 0 while it runs, or -ECHILD (no child of this process).
 * `status` is for the functions below. Neither pointer may be NULL. */
int32_t cl_wait(int32_t pid, int32_t *status, struct cl_usage *usage);

/* As cl_wait, but waits for the end. Returns `pid`, or -ECHILD. */
int32_t cl_wait_until_ended(int32_t pid, int32_t *status, struct cl_usage *usage);

/* 1 if the child returned from main or called exit, else 0; its code is cl_exit_code, 0...255. */
int cl_exited(int32_t status);
int cl_exit_code(int32_t status);

/* 1 if a signal ended the child, else 0; which one is cl_ending_signal. */
int cl_signaled(int32_t status);
int cl_ending_signal(int32_t status);

/* Has the kernel send this process `signal` when the thread that spawned it ends; not inherited.
 * A parent that is gone already sends nothing: compare getppid() afterwards.
 * Returns 0, or -EINVAL (no such signal). */
int cl_die_with_parent(int signal);

/* Names the calling thread, as ps and top show it; cut off after 15 bytes. Returns 0. */
int cl_set_name(const char *name);

#endif
