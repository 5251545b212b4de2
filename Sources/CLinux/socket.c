#define _GNU_SOURCE
#include "cl_socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

static const struct {
    int level, name;
} options[] = {
    [CL_REUSE_ADDRESS] = { SOL_SOCKET, SO_REUSEADDR },
    [CL_BIND_ADDRESS_ONLY] = { IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT },
    [CL_NO_DELAY] = { IPPROTO_TCP, TCP_NODELAY },
    [CL_LINGER] = { SOL_SOCKET, SO_LINGER },
    [CL_USER_TIMEOUT] = { IPPROTO_TCP, TCP_USER_TIMEOUT },
    [CL_PENDING_ERROR] = { SOL_SOCKET, SO_ERROR },
    [CL_RECEIVE_BUFFER] = { SOL_SOCKET, SO_RCVBUF },
};

static struct sockaddr_in internet(uint32_t address, uint16_t port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr.s_addr = htonl(address),
    };
}

int cl_socket_tcp(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return fd < 0 ? -errno : fd;
}

int cl_socket_udp(int receive_bytes) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    socklen_t size = sizeof receive_bytes;
    /* Whoever may, goes beyond the limit for everybody; the other call takes what the limit leaves. */
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_bytes, size) < 0)
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_bytes, size);
    return fd;
}

int cl_socket_set_congestion(int fd, const char *name) {
    int result = setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, (socklen_t)strlen(name));
    return result < 0 ? -errno : 0;
}

int cl_socket_set(int fd, enum cl_option option, int value) {
    struct linger linger = { .l_onoff = 1, .l_linger = value };
    const void *setting = option == CL_LINGER ? (const void *)&linger : &value;
    socklen_t size = option == CL_LINGER ? sizeof linger : sizeof value;
    int result = setsockopt(fd, options[option].level, options[option].name, setting, size);
    return result < 0 ? -errno : 0;
}

int cl_socket_get(int fd, enum cl_option option) {
    int value = 0;
    socklen_t size = sizeof value;
    int result = getsockopt(fd, options[option].level, options[option].name, &value, &size);
    return result < 0 ? -errno : value;
}

int cl_bind(int fd, uint32_t address, uint16_t port) {
    struct sockaddr_in to = internet(address, port);
    return bind(fd, (const struct sockaddr *)&to, sizeof to) < 0 ? -errno : 0;
}

int cl_listen(int fd, int backlog) { return listen(fd, backlog) < 0 ? -errno : 0; }

int cl_connect(int fd, uint32_t address, uint16_t port) {
    struct sockaddr_in to = internet(address, port);
    int result = connect(fd, (const struct sockaddr *)&to, sizeof to);
    /* Interrupted or not, it goes on by itself. */
    return result < 0 && errno != EINPROGRESS && errno != EINTR ? -errno : 0;
}

int cl_accept(int fd) {
    int accepted;
    do {
        accepted = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (accepted < 0 && errno == EINTR);
    return accepted < 0 ? -errno : accepted;
}

int cl_local_endpoint(int fd, uint32_t *address, uint16_t *port) {
    struct sockaddr_in own = { 0 };
    socklen_t size = sizeof own;
    if (getsockname(fd, (struct sockaddr *)&own, &size) < 0) return -errno;
    *address = ntohl(own.sin_addr.s_addr);
    *port = ntohs(own.sin_port);
    return 0;
}

ptrdiff_t cl_receive(int fd, void *bytes, size_t count) {
    ssize_t result;
    do {
        result = recv(fd, bytes, count, 0);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

ptrdiff_t cl_send(int fd, const void *bytes, size_t count) {
    ssize_t result;
    do {
        result = send(fd, bytes, count, MSG_NOSIGNAL);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

ptrdiff_t cl_send_to(int fd, const void *bytes, size_t count, uint32_t address, uint16_t port) {
    struct sockaddr_in to = internet(address, port);
    ssize_t result;
    do {
        result = sendto(fd, bytes, count, MSG_NOSIGNAL, (const struct sockaddr *)&to, sizeof to);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

int64_t cl_datagrams_dropped(int fd) {
    uint32_t counts[SK_MEMINFO_VARS] = { 0 };
    socklen_t size = sizeof counts;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, counts, &size) < 0) return -errno;
    return counts[SK_MEMINFO_DROPS];
}

int cl_shut_down(int fd) { return shutdown(fd, SHUT_RDWR) < 0 ? -errno : 0; }
