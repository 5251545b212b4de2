/* Networks of nodes of their own, and the frames between them. */
#ifndef CL_EMULATION_H
#define CL_EMULATION_H

#include <stddef.h>
#include <stdint.h>

#include "cl_namespace.h"

/* Lets the network namespace of the calling thread speak no IPv6; where the setting cannot be
 * written, its frames are not taken up. */
void cl_ipv6_off(void);

/* Moves this process, which must have one thread, into a network of its own; where that takes
 * being root, into a user namespace first, in which it is the same user with root's rights.
 * Returns 1 with a user namespace, 0 without, or -errno with the step that failed in `step`. */
int cl_sandbox_enter(enum cl_namespace_step *step);

/* Moves the calling thread into the namespaces at two paths; the first, of a user, may be NULL.
 * Returns 0 or -errno. */
int cl_namespace_join(const char *user, const char *network);

/* Opens the calling thread's network namespace. Returns a descriptor or -errno. */
int cl_network_open(void);

struct cl_access {
    /* The node's address in host order; its network is 10.0.0.0/8. */
    uint32_t address;
    /* The hub's interface to the node. */
    int32_t hub_interface;
    /* Holds the node's network namespace. */
    int32_t network;
};

/* Makes a network namespace with one Ethernet interface (MTU 1500, no offload, no ARP) whose other
 * end is an interface of the hub's, `number` being unique among them; the calling thread is in
 * the hub `hub` before and after. Fills in what it has made. Returns 0 or -errno. */
int cl_access_create(int hub, int number, struct cl_access *access);

/* The Ethernet address of a node's interface: 02:00 and the node's address. */
void cl_access_hardware_address(uint32_t address, uint8_t out[6]);

/* Received IPv4 frames of all interfaces in memory shared with the kernel. */
struct cl_ring {
    int32_t fd;
    uint8_t *memory;
    size_t bytes;
    uint32_t slots;
    uint32_t next;
    /* How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, as last looked up. */
    int64_t wall_ns;
    /* When that was, and what it was when the ring was last found empty (CLOCK_MONOTONIC). */
    int64_t read_ns, empty_ns;
};

/* Opens a ring of `slots` frames, a power of two of at least 2. Returns 0 or -errno. */
int cl_ring_open(struct cl_ring *ring, uint32_t slots);

/* The oldest frame not released yet, or NULL; with its length, the interface it came in on, and
 * when it did (CLOCK_MONOTONIC; the kernel stamps CLOCK_REALTIME, which `wall_ns` is ahead of): after
 * the ring was last empty and not later than now, whatever has been done to the wall clock. */
uint8_t *cl_ring_first(
    struct cl_ring *ring, uint32_t *length, int32_t *hub_interface, int64_t *at_ns);

/* Looks up how far the wall clock is ahead, since it may be set or slewed. */
void cl_ring_read_clocks(struct cl_ring *ring);

/* Gives the first frame's room back to the kernel. */
void cl_ring_release(struct cl_ring *ring);

/* Frames the kernel had no room for since it was last asked, or -errno. */
int64_t cl_ring_dropped(struct cl_ring *ring);

void cl_ring_close(struct cl_ring *ring);

/* A socket that sends frames. Returns a descriptor or -errno. */
int cl_packets_open(void);

struct cl_packet {
    uint8_t *bytes;
    uint32_t length;
    int32_t hub_interface;
};

enum { CL_PACKETS_MAX = 64 };

/* Sends up to CL_PACKETS_MAX frames in one call. Returns how many went out, or -errno of the first. */
int cl_packets_send(int fd, const struct cl_packet *frames, int count);

#endif
