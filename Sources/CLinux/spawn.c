#define _GNU_SOURCE
#include "cl_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/personality.h>
#include <unistd.h>

/* The order matters: a descriptor is copied before anything is put where it was. */
static int place_descriptors(
    posix_spawn_file_actions_t *actions, int input, int channel, int error) {
    int code = 0;
    if (error >= 0) code = posix_spawn_file_actions_adddup2(actions, error, 2);
    if (code == 0 && channel >= 0) code = posix_spawn_file_actions_adddup2(actions, channel, 3);
    if (code == 0 && input == CL_NONE)
        code = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, channel >= 0 ? 4 : 3);
    return code;
}

static int reset_signals(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int code = posix_spawnattr_setsigmask(attributes, &none);
    if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &all);
    if (code == 0)
        code = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return code;
}

/* posix_spawn with the child's addresses laid out the same way in every process: a child inherits
 * the calling thread's personality. A sandbox may forbid that; addresses are random there. */
static int spawn_alike(
    pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, char *const arguments[]) {
    int own = personality(0xffffffff);
    int changed = own < 0 ? -1 : personality((unsigned long)own | ADDR_NO_RANDOMIZE);
    int code = posix_spawn(pid, path, actions, attributes, arguments, environ);
    if (changed >= 0) personality((unsigned long)own);
    return code;
}

int32_t cl_spawn(const char *path, char *const arguments[], int input, int channel, int error) {
    if (channel >= 0 && channel < 3) return -EINVAL;
    posix_spawn_file_actions_t actions;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return -code;
    posix_spawnattr_t attributes;
    code = posix_spawnattr_init(&attributes);
    if (code != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -code;
    }
    pid_t pid = 0;
    code = place_descriptors(&actions, input, channel, error);
    if (code == 0) code = reset_signals(&attributes);
    if (code == 0) code = spawn_alike(&pid, path, &actions, &attributes, arguments);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code == 0 ? pid : -code;
}
