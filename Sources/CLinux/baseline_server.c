#define _GNU_SOURCE
#include "cl_baseline.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "cl_baseline_frame.h"
#include "cl_epoll.h"
#include "cl_process.h"
#include "cl_socket.h"

enum { BUFFER_BYTES = 1 << 16, KEYS = 1024, EVENTS = 256, LOOPBACK = 0x7F000001 };

/* All a server holds. */
struct server {
    int epoll;
    enum cl_baseline_protocol protocol;
    int64_t operations;
    /* The latest write of each key. */
    struct cl_frame_version versions[KEYS];
    uint8_t in[BUFFER_BYTES];
    uint8_t out[2 * BUFFER_BYTES];
};

/* One connection, and the frame that has come in part. */
struct connection {
    int fd;
    size_t count;
    uint8_t rest[CL_FRAME_BYTES_MAX];
};

int cl_baseline_listen(uint16_t *port) {
    uint32_t address;
    int fd = cl_socket_tcp();
    if (fd < 0) return fd;
    int code = cl_socket_set(fd, CL_NO_DELAY, 1);
    if (code == 0) code = cl_bind(fd, LOOPBACK, 0);
    if (code == 0) code = cl_listen(fd, 1024);
    if (code == 0) code = cl_local_endpoint(fd, &address, port);
    if (code == 0) return fd;
    close(fd);
    return code;
}

static int watch(int epoll, int fd, void *who) {
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = who };
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

/* Accepts one connection; the others come with the next wait. */
static int take_connection(struct server *server, int listener) {
    int fd = cl_accept(listener);
    if (fd < 0) return fd == -EAGAIN ? 0 : fd;
    struct connection *connection = malloc(sizeof *connection);
    if (connection == NULL) return -ENOMEM;
    connection->fd = fd;
    connection->count = 0;
    return watch(server->epoll, fd, connection);
}

static void end(struct connection *connection) {
    close(connection->fd);
    free(connection);
}

/* A node would compare versions before it stores one, so this does. */
static int is_older(struct cl_frame_version held, struct cl_frame_version given) {
    if (held.intended_ns != given.intended_ns) return held.intended_ns < given.intended_ns;
    if (held.participant != given.participant) return held.participant < given.participant;
    return held.sequence < given.sequence;
}

/* Turns a request into its answer. Returns 0, or -EPROTO when it is none. */
static int carry_out(struct server *server, struct cl_frame *frame) {
    if (frame->key >= KEYS) return -EPROTO;
    struct cl_frame_version *held = &server->versions[frame->key];
    if (frame->kind == CL_FRAME_GET) {
        frame->kind = CL_FRAME_VALUE;
        frame->version = *held;
        frame->content_bytes = CL_FRAME_CONTENT_BYTES;
        return 0;
    }
    if (frame->kind != CL_FRAME_PUT) return -EPROTO;
    if (is_older(*held, frame->version)) *held = frame->version;
    frame->kind = CL_FRAME_STORED;
    frame->content_bytes = 0;
    return 0;
}

/* Answers every whole frame in one send, and keeps what is left for the next time. */
static ptrdiff_t answer_frames(struct server *server, struct connection *connection) {
    memcpy(server->in, connection->rest, connection->count);
    ptrdiff_t received = cl_receive(
        connection->fd, server->in + connection->count, BUFFER_BYTES - connection->count);
    if (received <= 0) return received;
    size_t count = connection->count + (size_t)received, taken = 0, made = 0;
    struct cl_frame frame;
    ptrdiff_t length;
    while ((length = cl_frame_decode(&frame, server->in + taken, count - taken)) > 0) {
        if (carry_out(server, &frame) < 0) return -EPROTO;
        taken += (size_t)length;
        made += cl_frame_encode(&frame, server->out + made);
        server->operations++;
    }
    if (length < 0) return length;
    connection->count = count - taken;
    memcpy(connection->rest, server->in + taken, connection->count);
    if (made == 0) return received;
    ptrdiff_t sent = cl_send(connection->fd, server->out, made);
    return sent == (ptrdiff_t)made ? received : -EPIPE;
}

static ptrdiff_t answer_echo(struct server *server, struct connection *connection) {
    ptrdiff_t received = cl_receive(connection->fd, server->in, BUFFER_BYTES);
    if (received <= 0) return received;
    ptrdiff_t sent = cl_send(connection->fd, server->in, (size_t)received);
    server->operations++;
    return sent == received ? received : -EPIPE;
}

static int answer(struct server *server, struct connection *connection) {
    ptrdiff_t received = server->protocol == CL_BASELINE_ECHO
        ? answer_echo(server, connection)
        : answer_frames(server, connection);
    if (received > 0 || received == -EAGAIN) return 0;
    end(connection);
    return received == -EPROTO ? -EPROTO : 0;
}

static int serve(struct server *server, int listener, int control) {
    struct epoll_event ready[EVENTS];
    int code = watch(server->epoll, listener, NULL);
    if (code == 0) code = watch(server->epoll, control, server);
    while (code == 0) {
        int count = epoll_wait(server->epoll, ready, EVENTS, -1);
        if (count < 0 && errno != EINTR) return -errno;
        for (int index = 0; index < count && code == 0; index++) {
            void *who = ready[index].data.ptr;
            if (who == server) return 0;
            code = who == NULL ? take_connection(server, listener) : answer(server, who);
        }
    }
    return code;
}

int cl_baseline_serve(
    int listener, int control, enum cl_baseline_protocol protocol,
    struct cl_baseline_result *result) {
    struct cl_usage before, after;
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) return -ENOMEM;
    server->protocol = protocol;
    for (int key = 0; key < KEYS; key++) server->versions[key].intended_ns = INT64_MIN;
    server->epoll = cl_epoll_create();
    cl_usage_self(&before);
    int code = server->epoll < 0 ? server->epoll : serve(server, listener, control);
    cl_usage_self(&after);
    *result = (struct cl_baseline_result){
        .operations = server->operations,
        .user_ns = after.user_ns - before.user_ns,
        .system_ns = after.system_ns - before.system_ns,
        .waits = after.waits - before.waits,
    };
    if (server->epoll >= 0) close(server->epoll);
    free(server);
    return code;
}
