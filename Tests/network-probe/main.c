/* What a test has a node of an emulated network do: one command, its findings as lines on
 * descriptor 3.
 *
 * network-probe NAME PARENT NETWORK [USER] -- COMMAND ... */
#define _GNU_SOURCE
#include <CLinux.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static FILE *out;

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return nanoseconds(time);
}

/* The clock by which the kernel stamps what arrives. */
static int64_t wall(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return nanoseconds(time);
}

/* Waits for a timer at that instant, like a node's event loop. */
static void wait_until(int64_t at) {
    static int timer = -1;
    if (timer < 0) timer = cl_timer_create();
    if (timer < 0 || cl_timer_set(timer, at) < 0) fail("timer");
    struct pollfd due = { .fd = timer, .events = POLLIN };
    while (cl_timer_take(timer) != 1) poll(&due, 1, -1);
}

static struct sockaddr_in endpoint(const char *address, const char *port) {
    struct sockaddr_in result = { .sin_family = AF_INET, .sin_port = htons(atoi(port)) };
    inet_pton(AF_INET, address, &result.sin_addr);
    return result;
}

static int opened(int type, const char *port) {
    int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0), on = 1, large = 4 << 20;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
    struct sockaddr_in local = endpoint("0.0.0.0", port);
    if (bind(fd, (struct sockaddr *)&local, sizeof local) < 0) fail("bind");
    if (type == SOCK_STREAM && listen(fd, 64) < 0) fail("listen");
    fprintf(out, "ready\n");
    fflush(out);
    return fd;
}

/* echo PORT: gives every byte of one connection after another back. */
static void echo(char **words) {
    int listener = opened(SOCK_STREAM, words[0]), on = 1;
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        char bytes[65536];
        ssize_t count;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        while ((count = read(fd, bytes, sizeof bytes)) > 0)
            if (write(fd, bytes, (size_t)count) != count) break;
        close(fd);
    }
}

/* round-trips ADDRESS PORT: what connecting and the first response take, in nanoseconds. */
static void round_trips(char **words) {
    struct sockaddr_in remote = endpoint(words[0], words[1]);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int64_t start = now();
    if (connect(fd, (struct sockaddr *)&remote, sizeof remote) < 0) fail("connect");
    int64_t connected = now();
    char byte = 1;
    if (write(fd, &byte, 1) != 1 || read(fd, &byte, 1) != 1) fail("echo");
    int64_t answered = now();
    fprintf(out, "%lld %lld\n", (long long)(connected - start), (long long)(answered - start));
    close(fd);
}

struct datagram {
    int64_t number, sent;
};

/* datagrams ADDRESS PORT COUNT BYTES INTERVAL_NS: sends them at absolute times. */
static void datagrams(char **words) {
    struct sockaddr_in remote = endpoint(words[0], words[1]);
    int fd = socket(AF_INET, SOCK_DGRAM, 0), large = 4 << 20;
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &large, sizeof large);
    long count = atol(words[2]), bytes = atol(words[3]), interval = atol(words[4]);
    char buffer[2048] = { 0 };
    int64_t start = now();
    for (long index = 0; index < count; index++) {
        if (interval > 0) wait_until(start + index * interval);
        struct datagram header = { index, wall() };
        memcpy(buffer, &header, sizeof header);
        if (sendto(fd, buffer, (size_t)bytes, 0, (struct sockaddr *)&remote, sizeof remote) < 0)
            fail("sendto");
    }
    fprintf(out, "sent %ld %lld\n", count, (long long)(now() - start));
}

/* Receives a datagram; its size, and when the kernel had it, however late this process is told. */
static ssize_t received(int fd, void *bytes, size_t room, int64_t *at) {
    struct iovec content = { bytes, room };
    char control[CMSG_SPACE(sizeof(struct timespec))];
    struct msghdr message = {
        .msg_iov = &content, .msg_iovlen = 1, .msg_control = control,
        .msg_controllen = sizeof control,
    };
    ssize_t size = recvmsg(fd, &message, 0);
    struct cmsghdr *stamp = size < 0 ? NULL : CMSG_FIRSTHDR(&message);
    if (stamp != NULL) {
        struct timespec time;
        memcpy(&time, CMSG_DATA(stamp), sizeof time);
        *at = nanoseconds(time);
    }
    return size;
}

/* arrivals PORT SILENCE_MS: number, one-way time and instant of every datagram until none comes. */
static void arrivals(char **words) {
    int fd = opened(SOCK_DGRAM, words[0]), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    long silence = atol(words[1]);
    struct timeval limit = { silence / 1000, silence % 1000 * 1000 };
    struct datagram header;
    char bytes[2048];
    if (recv(fd, bytes, sizeof bytes, MSG_PEEK) < 0) fail("recv");
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    int64_t at = wall();
    while (received(fd, bytes, sizeof bytes, &at) > 0) {
        memcpy(&header, bytes, sizeof header);
        fprintf(out, "%lld %lld %lld\n", (long long)header.number, (long long)(at - header.sent),
            (long long)at);
    }
}

/* mirror PORT: sends every datagram back. */
static void mirror(char **words) {
    int fd = opened(SOCK_DGRAM, words[0]);
    struct sockaddr_in from;
    char bytes[2048];
    for (;;) {
        socklen_t length = sizeof from;
        ssize_t size = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &length);
        if (size > 0) sendto(fd, bytes, (size_t)size, 0, (struct sockaddr *)&from, length);
    }
}

/* pings ADDRESS PORT COUNT INTERVAL_NS: the round trip of each datagram. */
static void pings(char **words) {
    struct sockaddr_in remote = endpoint(words[0], words[1]);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct timeval limit = { 1, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    long count = atol(words[2]), interval = atol(words[3]);
    char bytes[64] = { 0 };
    int64_t start = now();
    for (long index = 0; index < count; index++) {
        wait_until(start + index * interval);
        int64_t sent = now();
        sendto(fd, bytes, sizeof bytes, 0, (struct sockaddr *)&remote, sizeof remote);
        if (recv(fd, bytes, sizeof bytes, 0) > 0)
            fprintf(out, "%lld\n", (long long)(now() - sent));
    }
}

/* sink PORT AFTER_S: counts one connection's bytes, but for its beginning, and how long they took. */
static void sink(char **words) {
    int fd = accept4(opened(SOCK_STREAM, words[0]), NULL, NULL, SOCK_CLOEXEC);
    char bytes[65536];
    int64_t total = 0, first = now() + (int64_t)(atof(words[1]) * 1e9), last = first;
    for (ssize_t count; (count = read(fd, bytes, sizeof bytes)) > 0;) {
        last = now();
        if (last > first) total += count;
    }
    fprintf(out, "%lld %lld\n", (long long)total, (long long)(last - first));
}

/* flood ADDRESS PORT CONGESTION SECONDS: writes as much as goes through a connection. */
static void flood(char **words) {
    struct sockaddr_in remote = endpoint(words[0], words[1]);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, words[2], (socklen_t)strlen(words[2])) < 0)
        fail("set the congestion control");
    if (connect(fd, (struct sockaddr *)&remote, sizeof remote) < 0) fail("connect");
    static char bytes[65536];
    int64_t end = now() + (int64_t)(atof(words[3]) * 1e9);
    while (now() < end)
        if (write(fd, bytes, sizeof bytes) < 0) fail("write");
    struct linger hard = { 1, 0 };
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(fd);
}

int main(int count, char **words) {
    static const struct {
        const char *name;
        void (*run)(char **);
    } commands[] = {
        { "echo", echo }, { "round-trips", round_trips }, { "datagrams", datagrams },
        { "arrivals", arrivals }, { "mirror", mirror }, { "pings", pings }, { "sink", sink },
        { "flood", flood },
    };
    const char *user = count > 4 && strcmp(words[4], "--") != 0 ? words[4] : NULL;
    int first = user == NULL ? 5 : 6;
    if (count <= first) return 2;
    int code = cl_namespace_join(user, words[3]);
    if (code < 0) {
        errno = -code;
        fail("enter the network");
    }
    if (cl_die_with_parent(SIGKILL) < 0 || getppid() != atoi(words[2])) return 1;
    cl_timer_slack_off();
    out = fdopen(3, "w");
    signal(SIGPIPE, SIG_IGN);
    for (size_t index = 0; index < sizeof commands / sizeof *commands; index++)
        if (strcmp(words[first], commands[index].name) == 0) commands[index].run(words + first + 1);
    fprintf(out, "done\n");
    fflush(out);
    /* Who reads may still be reading. */
    pause();
}
