#define _GNU_SOURCE
#include "cl_emulation.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* A frame of 1514 bytes with the kernel's header before it. */
enum { SLOT_BYTES = 2048 };

static int set(int fd, int option, int value) {
    return setsockopt(fd, SOL_PACKET, option, &value, sizeof value) < 0 ? -errno : 0;
}

int cl_ring_open(struct cl_ring *ring, uint32_t slots) {
    memset(ring, 0, sizeof *ring);
    ring->fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (ring->fd < 0) return -errno;
    struct tpacket_req layout = {
        .tp_block_size = 2 * SLOT_BYTES, .tp_block_nr = slots / 2,
        .tp_frame_size = SLOT_BYTES, .tp_frame_nr = slots,
    };
    int code = set(ring->fd, PACKET_VERSION, TPACKET_V2);
    if (code == 0) code = set(ring->fd, PACKET_IGNORE_OUTGOING, 1);
    if (code == 0
        && setsockopt(ring->fd, SOL_PACKET, PACKET_RX_RING, &layout, sizeof layout) < 0)
        code = -errno;
    ring->slots = slots;
    ring->bytes = (size_t)slots * SLOT_BYTES;
    void *memory = MAP_FAILED;
    if (code == 0) {
        memory = mmap(
            NULL, ring->bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring->fd, 0);
        if (memory == MAP_FAILED) code = -errno;
    }
    if (memory != MAP_FAILED) ring->memory = memory;
    /* Only now does it hear anything: of every interface, IPv4 alone. */
    struct sockaddr_ll all = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP) };
    if (code == 0 && bind(ring->fd, (struct sockaddr *)&all, sizeof all) < 0) code = -errno;
    cl_ring_read_clocks(ring);
    if (code < 0) cl_ring_close(ring);
    return code;
}

static struct tpacket2_hdr *slot(struct cl_ring *ring) {
    return (struct tpacket2_hdr *)(ring->memory + (size_t)ring->next * SLOT_BYTES);
}

static int64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void cl_ring_read_clocks(struct cl_ring *ring) {
    int64_t shortest = INT64_MAX;
    /* A pause between the readings would count as wall clock: the closest of a few tells. */
    for (int attempt = 0; attempt < 4 && shortest > 1000; attempt++) {
        int64_t before = nanoseconds(CLOCK_MONOTONIC);
        int64_t wall = nanoseconds(CLOCK_REALTIME);
        int64_t after = nanoseconds(CLOCK_MONOTONIC);
        if (after - before >= shortest) continue;
        shortest = after - before;
        ring->wall_ns = wall - before - shortest / 2;
        ring->read_ns = after;
    }
}

uint8_t *cl_ring_first(
    struct cl_ring *ring, uint32_t *length, int32_t *hub_interface, int64_t *at_ns) {
    struct tpacket2_hdr *header = slot(ring);
    if (!(__atomic_load_n(&header->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) {
        ring->empty_ns = ring->read_ns;
        return NULL;
    }
    const struct sockaddr_ll *from =
        (const struct sockaddr_ll *)((char *)header + TPACKET_ALIGN(sizeof *header));
    *length = header->tp_snaplen;
    *hub_interface = from->sll_ifindex;
    int64_t at = (int64_t)header->tp_sec * 1000000000 + header->tp_nsec - ring->wall_ns;
    if (at > ring->read_ns) {
        int64_t now = nanoseconds(CLOCK_MONOTONIC);
        if (at > now) at = now;
    }
    *at_ns = at < ring->empty_ns ? ring->empty_ns : at;
    return (uint8_t *)header + header->tp_mac;
}

void cl_ring_release(struct cl_ring *ring) {
    __atomic_store_n(&slot(ring)->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
    ring->next = (ring->next + 1) % ring->slots;
}

int64_t cl_ring_dropped(struct cl_ring *ring) {
    struct tpacket_stats stats;
    socklen_t size = sizeof stats;
    if (getsockopt(ring->fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size) < 0) return -errno;
    return stats.tp_drops;
}

void cl_ring_close(struct cl_ring *ring) {
    if (ring->memory != NULL) munmap(ring->memory, ring->bytes);
    if (ring->fd >= 0) close(ring->fd);
    ring->memory = NULL;
    ring->fd = -1;
}

int cl_packets_open(void) {
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    int code = set(fd, PACKET_QDISC_BYPASS, 1);
    if (code == 0) return fd;
    close(fd);
    return code;
}

int cl_packets_send(int fd, const struct cl_packet *frames, int count) {
    struct mmsghdr messages[CL_PACKETS_MAX];
    struct iovec vectors[CL_PACKETS_MAX];
    struct sockaddr_ll names[CL_PACKETS_MAX];
    if (count > CL_PACKETS_MAX) count = CL_PACKETS_MAX;
    for (int index = 0; index < count; index++) {
        vectors[index] = (struct iovec){ frames[index].bytes, frames[index].length };
        names[index] = (struct sockaddr_ll){
            .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP),
            .sll_ifindex = frames[index].hub_interface, .sll_halen = 6,
        };
        messages[index] = (struct mmsghdr){ .msg_hdr = {
            .msg_name = &names[index], .msg_namelen = sizeof names[index],
            .msg_iov = &vectors[index], .msg_iovlen = 1,
        } };
    }
    int sent = sendmmsg(fd, messages, (unsigned)count, 0);
    return sent < 0 ? -errno : sent;
}
