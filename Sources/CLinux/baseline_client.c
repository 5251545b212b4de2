#define _GNU_SOURCE
#include "cl_baseline.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "cl_baseline_frame.h"
#include "cl_clock.h"
#include "cl_epoll.h"
#include "cl_process.h"
#include "cl_socket.h"

enum {
    ECHO_BYTES = 64,
    BUFFER_BYTES = 1 << 18,
    KEYS = 1024,
    LOOPBACK = 0x7F000001,
    /* Response times kept; those of later operations are not. */
    RESPONSES_MAX = 1 << 22,
    EVENTS = 256,
};

/* All a client holds. */
struct client {
    /* One, or with echoes one per operation outstanding. */
    const int *sockets;
    int outstanding;
    const struct cl_baseline_schedule *schedule;
    struct cl_baseline_result result;
    /* When the operation in a slot was asked for. */
    int64_t asked_ns[CL_BASELINE_OUTSTANDING_MAX];
    uint32_t sequence;
    uint64_t random;
    size_t in_count, out_count;
    uint8_t in[BUFFER_BYTES];
    uint8_t out[BUFFER_BYTES];
    uint32_t responses_ns[RESPONSES_MAX];
};

int cl_baseline_dial(uint16_t port) {
    int fd = cl_socket_tcp();
    if (fd < 0) return fd;
    int code = cl_socket_set(fd, CL_NO_DELAY, 1);
    if (code == 0) code = cl_connect(fd, LOOPBACK, port);
    struct pollfd ready = { .fd = fd, .events = POLLOUT };
    if (code == 0 && poll(&ready, 1, -1) < 0) code = -errno;
    if (code == 0) code = -cl_socket_get(fd, CL_PENDING_ERROR);
    if (code == 0) return fd;
    close(fd);
    return code;
}

/* xorshift64 (Marsaglia 2003). */
static uint64_t draw(struct client *client) {
    client->random ^= client->random << 13;
    client->random ^= client->random >> 7;
    return client->random ^= client->random << 17;
}

static void ask_for_frame(struct client *client, uint32_t slot, int64_t now_ns) {
    uint64_t random = draw(client);
    struct cl_frame frame = {
        .kind = random >> 63 ? CL_FRAME_PUT : CL_FRAME_GET,
        .flags = 2,
        .attempt = 1,
        .hops = 1,
        .sequence = client->sequence++,
        .ticket = slot,
        .key = (uint32_t)(random >> 32) % KEYS,
    };
    if (frame.kind == CL_FRAME_PUT) {
        frame.version.intended_ns = now_ns - client->schedule->measure_from_ns;
        frame.version.sequence = frame.sequence;
        frame.content_bytes = CL_FRAME_CONTENT_BYTES;
    }
    client->asked_ns[slot] = now_ns;
    client->out_count += cl_frame_encode(&frame, client->out + client->out_count);
}

/* Sends at once: every echo has a connection of its own. */
static int ask_for_echo(struct client *client, uint32_t slot, int64_t now_ns) {
    client->asked_ns[slot] = now_ns;
    ptrdiff_t sent = cl_send(client->sockets[slot], client->out, ECHO_BYTES);
    return sent == ECHO_BYTES ? 0 : -EPIPE;
}

static void answered(struct client *client, uint32_t slot, int64_t now_ns) {
    struct cl_baseline_result *result = &client->result;
    result->operations++;
    int64_t asked_ns = client->asked_ns[slot];
    if (asked_ns < client->schedule->measure_from_ns) return;
    if (result->measured < RESPONSES_MAX)
        client->responses_ns[result->measured] = (uint32_t)(now_ns - asked_ns);
    result->measured++;
}

/* Takes whole frames off what has come, and asks anew for each. Returns 0 or -EPROTO. */
static int take_frames(struct client *client, int64_t now_ns) {
    size_t taken = 0;
    struct cl_frame frame;
    ptrdiff_t length;
    while ((length = cl_frame_decode(&frame, client->in + taken, client->in_count - taken)) > 0) {
        if (frame.kind != CL_FRAME_VALUE && frame.kind != CL_FRAME_STORED) return -EPROTO;
        if (frame.ticket >= (uint32_t)client->outstanding) return -EPROTO;
        taken += (size_t)length;
        answered(client, frame.ticket, now_ns);
        ask_for_frame(client, frame.ticket, now_ns);
    }
    client->in_count -= taken;
    memmove(client->in, client->in + taken, client->in_count);
    return length < 0 ? -EPROTO : 0;
}

/* A message this short comes whole. */
static int take_echo(struct client *client, uint32_t slot, ptrdiff_t received, int64_t now_ns) {
    if (received != ECHO_BYTES) return -EPROTO;
    answered(client, slot, now_ns);
    return ask_for_echo(client, slot, now_ns);
}

/* Sends all that is asked for in one call. */
static int flush(struct client *client) {
    if (client->out_count == 0) return 0;
    ptrdiff_t sent = cl_send(client->sockets[0], client->out, client->out_count);
    int code = sent == (ptrdiff_t)client->out_count ? 0 : -EPIPE;
    client->out_count = 0;
    return code;
}

/* Takes what has come over one connection. Returns 1 when measurement is over, 0, or -errno. */
static int take(struct client *client, uint32_t slot, enum cl_baseline_protocol protocol) {
    ptrdiff_t received = cl_receive(
        client->sockets[slot], client->in + client->in_count, BUFFER_BYTES - client->in_count);
    if (received == -EAGAIN) return 0;
    if (received <= 0) return -EPIPE;
    int64_t now_ns = cl_monotonic_ns();
    if (now_ns >= client->schedule->measure_until_ns) return 1;
    if (protocol == CL_BASELINE_ECHO) return take_echo(client, slot, received, now_ns);
    client->in_count += (size_t)received;
    int code = take_frames(client, now_ns);
    return code == 0 ? flush(client) : code;
}

/* The loop, once the first operations are out. */
static int exchange(struct client *client, int epoll, enum cl_baseline_protocol protocol) {
    struct epoll_event ready[EVENTS];
    while (1) {
        int count = epoll_wait(epoll, ready, EVENTS, -1);
        if (count < 0 && errno != EINTR) return -errno;
        for (int index = 0; index < count; index++) {
            int code = take(client, ready[index].data.u32, protocol);
            if (code != 0) return code < 0 ? code : 0;
        }
    }
}

static int watch(struct client *client, int epoll, int connections) {
    for (int slot = 0; slot < connections; slot++) {
        struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t)slot };
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, client->sockets[slot], &event) < 0) return -errno;
    }
    return 0;
}

static int ask(struct client *client, enum cl_baseline_protocol protocol) {
    int epoll = cl_epoll_create();
    if (epoll < 0) return epoll;
    int code = watch(client, epoll, protocol == CL_BASELINE_ECHO ? client->outstanding : 1);
    int64_t from_ns = client->schedule->warmup_from_ns;
    struct timespec from = { from_ns / 1000000000, from_ns % 1000000000 };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &from, NULL) == EINTR) {}
    int64_t now_ns = cl_monotonic_ns();
    for (int slot = 0; slot < client->outstanding && code == 0; slot++) {
        if (protocol == CL_BASELINE_ECHO) code = ask_for_echo(client, (uint32_t)slot, now_ns);
        else ask_for_frame(client, (uint32_t)slot, now_ns);
    }
    if (code == 0) code = flush(client);
    if (code == 0) code = exchange(client, epoll, protocol);
    close(epoll);
    return code;
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Nearest rank. */
static void evaluate(struct client *client) {
    struct cl_baseline_result *result = &client->result;
    int64_t count = result->measured < RESPONSES_MAX ? result->measured : RESPONSES_MAX;
    if (count == 0) return;
    qsort(client->responses_ns, (size_t)count, sizeof client->responses_ns[0], ascending);
    result->p50_ns = client->responses_ns[(count + 1) / 2 - 1];
    result->p99_ns = client->responses_ns[(99 * count + 99) / 100 - 1];
}

int cl_baseline_ask(
    const int *sockets, enum cl_baseline_protocol protocol, int outstanding,
    const struct cl_baseline_schedule *schedule, struct cl_baseline_result *result) {
    if (outstanding < 1 || outstanding > CL_BASELINE_OUTSTANDING_MAX) return -EINVAL;
    struct cl_usage before, after;
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL) return -ENOMEM;
    client->sockets = sockets;
    client->outstanding = outstanding;
    client->schedule = schedule;
    client->random = 0x9E3779B97F4A7C15u;
    cl_usage_self(&before);
    int code = ask(client, protocol);
    cl_usage_self(&after);
    evaluate(client);
    *result = client->result;
    result->user_ns = after.user_ns - before.user_ns;
    result->system_ns = after.system_ns - before.system_ns;
    result->waits = after.waits - before.waits;
    free(client);
    return code;
}
