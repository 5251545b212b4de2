#define _GNU_SOURCE
#include "cl_emulation.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int put(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int code = write(fd, text, strlen(text)) < 0 ? -errno : 0;
    close(fd);
    return code;
}

/* The same user and group inside as outside: what it writes belongs to the same. */
static int keep_identity(uid_t uid, gid_t gid) {
    char map[48];
    snprintf(map, sizeof map, "%u %u 1", uid, uid);
    int code = put("/proc/self/uid_map", map);
    if (code < 0) return code;
    code = put("/proc/self/setgroups", "deny");
    if (code < 0 && code != -ENOENT) return code;
    snprintf(map, sizeof map, "%u %u 1", gid, gid);
    return put("/proc/self/gid_map", map);
}

void cl_ipv6_off(void) {
    (void)put("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
}

static int enter(enum cl_namespace_step *step) {
    *step = CL_NAMESPACE_NETWORK;
    if (unshare(CLONE_NEWNET) == 0) return 0;
    if (errno != EPERM) return -errno;
    uid_t uid = geteuid();
    gid_t gid = getegid();
    *step = CL_NAMESPACE_USER;
    if (unshare(CLONE_NEWUSER) < 0) return -errno;
    *step = CL_NAMESPACE_MAP;
    int code = keep_identity(uid, gid);
    if (code < 0) return code;
    *step = CL_NAMESPACE_NETWORK;
    return unshare(CLONE_NEWNET) < 0 ? -errno : 1;
}

int cl_sandbox_enter(enum cl_namespace_step *step) {
    int code = enter(step);
    if (code >= 0) cl_ipv6_off();
    return code;
}

static int join(const char *path, int kind) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int code = setns(fd, kind) < 0 ? -errno : 0;
    close(fd);
    return code;
}

int cl_namespace_join(const char *user, const char *network) {
    /* The network's path may be open to the owner of the user namespace alone. */
    int fd = open(network, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int code = user == NULL ? 0 : join(user, CLONE_NEWUSER);
    if (code == 0 && setns(fd, CLONE_NEWNET) < 0) code = -errno;
    close(fd);
    return code;
}

int cl_network_open(void) {
    int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}
