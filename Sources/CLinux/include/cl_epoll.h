/* Readiness of descriptors, with deadlines to the nanosecond. */
#ifndef CL_EPOLL_H
#define CL_EPOLL_H

#include <stdint.h>
#include <sys/epoll.h>

/* What to wait for, and what is the case; errors and hang-ups need not be asked for. */
enum {
    CL_READABLE = 0x001,
    CL_WRITABLE = 0x004,
    CL_ERROR = 0x008,
    CL_HUNG_UP = 0x010,
    /* The other side sends nothing more. */
    CL_ENDED = 0x2000,
};

/* Told of once, when something new comes, instead of for as long as it is there. */
#define CL_EDGE_TRIGGERED 0x80000000u

/* The most events one wait reports; further ones come with the next. */
enum { CL_EVENTS_MAX = 64 };

/* A new epoll instance, closed on exec.
 * Returns the descriptor, or -EMFILE, -ENFILE, -ENOMEM. */
int cl_epoll_create(void);

/* Starts watching `fd`, level-triggered unless `events` say otherwise. The token comes back with
 * each of its events.
 * Returns 0, or -EEXIST (watched already), -EBADF, -ENOMEM, -ENOSPC, -EPERM (not pollable). */
int cl_epoll_add(int epoll, int fd, uint32_t events, uint64_t token);

/* Changes what a watched `fd` is watched for, and its token; what is the case then is told anew.
 * Returns 0, or -ENOENT (not watched), -EBADF, -ENOMEM. */
int cl_epoll_change(int epoll, int fd, uint32_t events, uint64_t token);

/* Stops watching `fd`. Returns 0, or -ENOENT (not watched), -EBADF. */
int cl_epoll_remove(int epoll, int fd);

/* Waits until something is ready, or until `deadline_ns` on CLOCK_MONOTONIC and never less: a
 * deadline in the past polls, INT64_MAX waits for ever. An interruption (a signal handled, a
 * stopped process continued) is waited through.
 * `ready` must hold CL_EVENTS_MAX; the data of each is the token it was added with.
 * Returns how many are ready, 0 at the deadline, or -EBADF, -EINVAL, -ENOSYS (Linux before 5.11,
 * which has no epoll_pwait2). */
int cl_epoll_wait(int epoll, struct epoll_event *ready, int64_t deadline_ns);

#endif
