#define _GNU_SOURCE
#include "cl_epoll.h"

#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cl_clock.h"

/* By number, since glibc wraps it only from 2.35 on; the number is the same on every processor
 * Swift runs on. */
#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif

_Static_assert(CL_READABLE == EPOLLIN, "");
_Static_assert(CL_WRITABLE == EPOLLOUT, "");
_Static_assert(CL_ERROR == EPOLLERR, "");
_Static_assert(CL_HUNG_UP == EPOLLHUP, "");
_Static_assert(CL_ENDED == EPOLLRDHUP, "");
_Static_assert(CL_EDGE_TRIGGERED == EPOLLET, "");

int cl_epoll_create(void) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    return epoll < 0 ? -errno : epoll;
}

static int control(int epoll, int operation, int fd, uint32_t events, uint64_t token) {
    struct epoll_event event = { .events = events, .data.u64 = token };
    return epoll_ctl(epoll, operation, fd, &event) < 0 ? -errno : 0;
}

int cl_epoll_add(int epoll, int fd, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_ADD, fd, events, token);
}

int cl_epoll_change(int epoll, int fd, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_MOD, fd, events, token);
}

int cl_epoll_remove(int epoll, int fd) {
    return control(epoll, EPOLL_CTL_DEL, fd, 0, 0);
}

/* One wait. The kernel takes a length of time and adds it to its clock later than this reads it,
 * so that the sum is never before the deadline. */
static long wait_once(int epoll, struct epoll_event *ready, int64_t deadline_ns) {
    if (deadline_ns == INT64_MAX) return epoll_wait(epoll, ready, CL_EVENTS_MAX, -1);
    int64_t left = deadline_ns <= 0 ? 0 : deadline_ns - cl_monotonic_ns();
    if (left < 0) left = 0;
    struct timespec timeout = { .tv_sec = left / 1000000000, .tv_nsec = left % 1000000000 };
    return syscall(SYS_epoll_pwait2, epoll, ready, CL_EVENTS_MAX, &timeout, NULL, 0);
}

int cl_epoll_wait(int epoll, struct epoll_event *ready, int64_t deadline_ns) {
    long count;
    do {
        count = wait_once(epoll, ready, deadline_ns);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : (int)count;
}
