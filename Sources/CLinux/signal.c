#define _GNU_SOURCE
#include "cl_signal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
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

static char last_words[4096];
static size_t last_words_length;
static int last_status;

static void end_with_last_words(int signal) {
    (void)signal;
    if (write(STDERR_FILENO, last_words, last_words_length) < 0) _exit(last_status);
    _exit(last_status);
}

void cl_signals_end_with(const char *words, int status) {
    last_words_length = strnlen(words, sizeof last_words - 1);
    memcpy(last_words, words, last_words_length);
    last_status = status;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN) continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = end_with_last_words;
        sigaction(signals[i], &action, NULL);
        sigaddset(&set, signals[i]);
    }
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
