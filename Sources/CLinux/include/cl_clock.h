/* The monotonic clock, and a descriptor that becomes readable at a time. */
#ifndef CL_CLOCK_H
#define CL_CLOCK_H

#include <stdint.h>
#include <time.h>

/* CLOCK_MONOTONIC in nanoseconds: the same for every process of a host. Cannot fail. */
static inline int64_t cl_monotonic_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* A timer on CLOCK_MONOTONIC, non-blocking and closed on exec; it starts disarmed.
 * Returns the descriptor, or -EMFILE, -ENFILE, -ENOMEM. */
int cl_timer_create(void);

/* Makes the timer readable once, at `at_ns` on CLOCK_MONOTONIC; a time in the past means at once.
 * What it had been set to before is forgotten, an expiry not yet read included.
 * Returns 0, or -EBADF, -EINVAL (not a timer). */
int cl_timer_set(int timer, int64_t at_ns);

/* Takes note of an expiry, so that the timer is no longer readable.
 * Returns 1 if it had expired and 0 if not, or -EBADF. */
int cl_timer_take(int timer);

/* Lets this thread's timed waits end as exactly as the hardware can (PR_SET_TIMERSLACK, 1 ns),
 * instead of up to 50 us late. Returns 0; fails on no Linux this runs on. */
int cl_timer_slack_off(void);

#endif
