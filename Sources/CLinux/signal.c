#define _GNU_SOURCE
#include "cl_signal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

int cl_signals_open(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    /* A terminal that closes ends a run as well, unless nohup said otherwise. */
    struct sigaction hang_up;
    if (sigaction(SIGHUP, NULL, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
        sigaddset(&set, SIGHUP);
    int signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (signals < 0) return -errno;
    /* Blocked only once they can be read, so that a failure leaves them as they were. */
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return signals;
}

int cl_signals_take(int signals) {
    struct signalfd_siginfo information;
    if (read(signals, &information, sizeof information) >= 0) return (int)information.ssi_signo;
    return errno == EAGAIN ? 0 : -errno;
}
