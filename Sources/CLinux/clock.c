#define _GNU_SOURCE
#include "cl_clock.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <unistd.h>

int cl_timer_create(void) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return timer < 0 ? -errno : timer;
}

int cl_timer_set(int timer, int64_t at_ns) {
    /* All zero would disarm it. */
    if (at_ns < 1) at_ns = 1;
    struct itimerspec setting = {
        .it_value = { .tv_sec = at_ns / 1000000000, .tv_nsec = at_ns % 1000000000 },
    };
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, NULL) < 0 ? -errno : 0;
}

int cl_timer_take(int timer) {
    uint64_t expiries;
    if (read(timer, &expiries, sizeof expiries) >= 0) return 1;
    return errno == EAGAIN ? 0 : -errno;
}

int cl_timer_slack_off(void) {
    return prctl(PR_SET_TIMERSLACK, 1UL) < 0 ? -errno : 0;
}
