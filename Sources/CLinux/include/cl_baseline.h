/* What this host can do at best: the exchanges of a trial in bare C, to hold the nodes against.
 *
 * One server and any number of clients, each a process of its own with one thread and one epoll;
 * nothing is there that the exchange itself does not need. Sockets as the nodes set them. */
#ifndef CL_BASELINE_H
#define CL_BASELINE_H

#include <stdint.h>

#include "cl_baseline_allocations.h"
#include "cl_baseline_frame.h"

/* What goes to and fro. */
enum cl_baseline_protocol {
    /* 64 bytes, and the same 64 bytes back. */
    CL_BASELINE_ECHO,
    /* Gets and puts in turn by chance, framed as nodes do: 64 bytes each way on average. */
    CL_BASELINE_FRAMES,
};

/* What one process did between the first byte and the last. */
struct cl_baseline_result {
    /* Operations answered, at a client those of warm-up included. */
    int64_t operations;
    /* Processor time for all of them. */
    int64_t user_ns;
    int64_t system_ns;
    /* How often it had nothing to do and waited. */
    int64_t waits;
    /* Client only: operations answered in measurement, and their response times. */
    int64_t measured;
    int64_t p50_ns;
    int64_t p99_ns;
};

/* When a client asks, on CLOCK_MONOTONIC. */
struct cl_baseline_schedule {
    int64_t warmup_from_ns;
    int64_t measure_from_ns;
    int64_t measure_until_ns;
};

/* The most a client may have outstanding. */
enum { CL_BASELINE_OUTSTANDING_MAX = 1024 };

/* Listens on 127.0.0.1, at a port the system chooses.
 * Returns the listening socket, or what cl_socket_tcp, cl_bind and cl_listen may. */
int cl_baseline_listen(uint16_t *port);

/* Answers everybody who connects, until `control` becomes readable or its other end closes.
 * Returns 0, or -EPROTO (what came is no request), -ENOMEM, or what epoll and sockets may. */
int cl_baseline_serve(
    int listener, int control, enum cl_baseline_protocol protocol,
    struct cl_baseline_result *result);

/* Connects to a server on 127.0.0.1.
 * Returns the socket once it is connected, or -ECONNREFUSED, ... */
int cl_baseline_dial(uint16_t port);

/* Asks in a closed loop with `outstanding` operations out, 1...CL_BASELINE_OUTSTANDING_MAX, from the
 * schedule's first instant to its last: all over one socket, or with CL_BASELINE_ECHO over as many
 * sockets.
 * Returns 0, or -EPROTO (what came is no answer), -EPIPE (the server is gone), -ENOMEM, ... */
int cl_baseline_ask(
    const int *sockets, enum cl_baseline_protocol protocol, int outstanding,
    const struct cl_baseline_schedule *schedule, struct cl_baseline_result *result);

#endif
