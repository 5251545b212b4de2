/* TCP and UDP sockets over IPv4. Addresses and ports are in host order: 0x7F000001 is 127.0.0.1. */
#ifndef CL_SOCKET_H
#define CL_SOCKET_H

#include <stddef.h>
#include <stdint.h>

/* Socket options by what they are for, instead of by level and name. */
enum cl_option {
    /* SO_REUSEADDR, 0 or 1: bind although old connections of the port linger. */
    CL_REUSE_ADDRESS,
    /* IP_BIND_ADDRESS_NO_PORT, 0 or 1: bind to port 0 fixes the address only. */
    CL_BIND_ADDRESS_ONLY,
    /* TCP_NODELAY, 0 or 1: send small segments at once. Accepted sockets inherit it. */
    CL_NO_DELAY,
    /* SO_LINGER, seconds: 0 makes close() send a reset instead of what is queued. Set only. */
    CL_LINGER,
    /* TCP_USER_TIMEOUT, milliseconds data may stay unacknowledged; 0 leaves it to the system. */
    CL_USER_TIMEOUT,
    /* SO_ERROR, the socket's pending error, 0 if none; getting it clears it. Get only. */
    CL_PENDING_ERROR,
    /* SO_RCVBUF, bytes that may wait to be received, as the kernel counts them: twice what was
     * asked for. Get only. */
    CL_RECEIVE_BUFFER,
};

/* A TCP socket, non-blocking, closed on exec.
 * Returns the descriptor, or -EMFILE, -ENFILE, -ENOBUFS, -ENOMEM. */
int cl_socket_tcp(void);

/* A UDP socket, non-blocking, closed on exec, with room for so many bytes to come, or for as many as
 * the system allows (net.core.rmem_max, but for the privileged).
 * Returns the descriptor, or -EMFILE, -ENFILE, -ENOBUFS, -ENOMEM. */
int cl_socket_udp(int receive_bytes);

/* Has TCP send as the named congestion control decides, and every connection that a listening socket
 * accepts.
 * Returns 0, or -ENOENT (the kernel has none of that name), -EPERM, -EBADF, -ENOTSOCK. */
int cl_socket_set_congestion(int fd, const char *name);

/* Returns 0, or -EBADF, -ENOTSOCK, -EINVAL. */
int cl_socket_set(int fd, enum cl_option option, int value);

/* Returns the option's value, or -EBADF, -ENOTSOCK, -EINVAL. */
int cl_socket_get(int fd, enum cl_option option);

/* Returns 0, or -EADDRINUSE, -EADDRNOTAVAIL, -EACCES, -EINVAL (bound already). */
int cl_bind(int fd, uint32_t address, uint16_t port);

/* Returns 0, or -EADDRINUSE, -EINVAL. */
int cl_listen(int fd, int backlog);

/* Begins to connect; the socket is writable when that has succeeded or failed, and
 * CL_PENDING_ERROR then tells which.
 * Returns 0 once begun, or -ECONNREFUSED, -EADDRNOTAVAIL (no free port), -ENETUNREACH, ... */
int cl_connect(int fd, uint32_t address, uint16_t port);

/* The next connection made to a listening socket, non-blocking, closed on exec.
 * Returns the descriptor, or -EAGAIN (none waits), -ECONNABORTED, -EMFILE, -ENFILE, -ENOMEM. */
int cl_accept(int fd);

/* Where a socket is bound. Returns 0, or -EBADF, -ENOTSOCK. */
int cl_local_endpoint(int fd, uint32_t *address, uint16_t *port);

/* Returns how many bytes were read, 0 at the end of the stream, or -EAGAIN (none there yet),
 * -ECONNRESET, -ETIMEDOUT, ... An interruption is retried. */
ptrdiff_t cl_receive(int fd, void *bytes, size_t count);

/* Never raises SIGPIPE. Returns how many bytes were taken, which may be fewer than given, or
 * -EAGAIN (no room), -EPIPE, -ECONNRESET, -ETIMEDOUT, ... An interruption is retried. */
ptrdiff_t cl_send(int fd, const void *bytes, size_t count);

/* Sends one datagram, whole or not at all. Returns how many bytes were taken, or -EAGAIN (no room),
 * -ENOBUFS, -EMSGSIZE, -ENETUNREACH, -EPERM, ... An interruption is retried. */
ptrdiff_t cl_send_to(int fd, const void *bytes, size_t count, uint32_t address, uint16_t port);

/* How many datagrams have found no room at a socket (SO_MEMINFO), or -EBADF, -ENOPROTOOPT, ... */
int64_t cl_datagrams_dropped(int fd);

/* Ends both directions, so that the socket becomes readable up to the end of the stream.
 * Returns 0, or -ENOTCONN, -EBADF. */
int cl_shut_down(int fd);

#endif
