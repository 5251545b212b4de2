#define _GNU_SOURCE
#include "cl_process.h"

#include <errno.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t nanoseconds(struct timeval time) {
    return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

static struct cl_usage used(const struct rusage *usage) {
    return (struct cl_usage){
        nanoseconds(usage->ru_utime), nanoseconds(usage->ru_stime), usage->ru_nvcsw,
    };
}

int cl_usage_self(struct cl_usage *usage) {
    struct rusage all;
    if (getrusage(RUSAGE_SELF, &all) < 0) return -errno;
    *usage = used(&all);
    return 0;
}

int cl_pidfd_open(int32_t pid) {
    long fd = syscall(SYS_pidfd_open, pid, 0);
    return fd < 0 ? -errno : (int)fd;
}

int cl_pidfd_signal(int pidfd, int signal) {
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) < 0 ? -errno : 0;
}

static int32_t wait_for(int32_t pid, int options, int32_t *status, struct cl_usage *usage) {
    struct rusage all;
    int how;
    pid_t ended;
    do {
        ended = wait4(pid, &how, options, &all);
    } while (ended < 0 && errno == EINTR);
    if (ended < 0) return -errno;
    if (ended > 0) {
        *status = how;
        *usage = used(&all);
    }
    return ended;
}

int32_t cl_wait(int32_t pid, int32_t *status, struct cl_usage *usage) {
    return wait_for(pid, WNOHANG, status, usage);
}

int32_t cl_wait_until_ended(int32_t pid, int32_t *status, struct cl_usage *usage) {
    return wait_for(pid, 0, status, usage);
}

int cl_exited(int32_t status) { return WIFEXITED(status) ? 1 : 0; }

int cl_exit_code(int32_t status) { return WEXITSTATUS(status); }

int cl_signaled(int32_t status) { return WIFSIGNALED(status) ? 1 : 0; }

int cl_ending_signal(int32_t status) { return WTERMSIG(status); }

int cl_die_with_parent(int signal) {
    return prctl(PR_SET_PDEATHSIG, (unsigned long)signal) < 0 ? -errno : 0;
}

int cl_set_name(const char *name) { return prctl(PR_SET_NAME, name) < 0 ? -errno : 0; }
