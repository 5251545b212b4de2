#define _GNU_SOURCE
#include "cl_emulation.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MTU = 1500, REQUEST_BYTES = 1024 };

/* A netlink request that grows by one attribute after another. */
struct request {
    struct nlmsghdr header;
    struct ifinfomsg info;
    char attributes[REQUEST_BYTES];
};

static struct rtattr *add(struct request *request, int type, const void *bytes, size_t count) {
    struct rtattr *attribute =
        (struct rtattr *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));
    attribute->rta_type = (unsigned short)type;
    attribute->rta_len = (unsigned short)RTA_LENGTH(count);
    if (count > 0) memcpy(RTA_DATA(attribute), bytes, count);
    request->header.nlmsg_len =
        NLMSG_ALIGN(request->header.nlmsg_len) + (unsigned)RTA_ALIGN(attribute->rta_len);
    return attribute;
}

/* What has been added since belongs to the attribute. */
static void enclose(struct request *request, struct rtattr *attribute) {
    char *end = (char *)request + request->header.nlmsg_len;
    attribute->rta_len = (unsigned short)(end - (char *)attribute);
}

static int acknowledged(int fd) {
    char answer[4096];
    ssize_t count = recv(fd, answer, sizeof answer, 0);
    if (count < 0) return -errno;
    const struct nlmsghdr *header = (const struct nlmsghdr *)answer;
    if (!NLMSG_OK(header, (size_t)count) || header->nlmsg_type != NLMSG_ERROR) return -EPROTO;
    return ((const struct nlmsgerr *)NLMSG_DATA(header))->error;
}

/* Makes "eth0" here and its other end in the hub (veth(4), rtnetlink(7)). */
static int make_pair(int hub, const char *hub_name, const uint8_t hardware[6]) {
    struct request request = { 0 };
    uint32_t mtu = MTU;
    request.header.nlmsg_len = NLMSG_LENGTH(sizeof request.info);
    request.header.nlmsg_type = RTM_NEWLINK;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK;
    add(&request, IFLA_IFNAME, "eth0", 5);
    add(&request, IFLA_ADDRESS, hardware, 6);
    add(&request, IFLA_MTU, &mtu, sizeof mtu);
    struct rtattr *link = add(&request, IFLA_LINKINFO, NULL, 0);
    add(&request, IFLA_INFO_KIND, "veth", 5);
    struct rtattr *data = add(&request, IFLA_INFO_DATA, NULL, 0);
    struct ifinfomsg peer_info = { 0 };
    struct rtattr *peer = add(&request, VETH_INFO_PEER, &peer_info, sizeof peer_info);
    add(&request, IFLA_IFNAME, hub_name, strlen(hub_name) + 1);
    add(&request, IFLA_NET_NS_FD, &hub, sizeof hub);
    add(&request, IFLA_MTU, &mtu, sizeof mtu);
    enclose(&request, peer);
    enclose(&request, data);
    enclose(&request, link);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) return -errno;
    int code = send(fd, &request, request.header.nlmsg_len, 0) < 0 ? -errno : acknowledged(fd);
    close(fd);
    return code;
}

static void name(struct ifreq *request, const char *interface) {
    memset(request, 0, sizeof *request);
    strncpy(request->ifr_name, interface, IFNAMSIZ - 1);
}

static int set_flags(int fd, const char *interface, short flags) {
    struct ifreq request;
    name(&request, interface);
    if (ioctl(fd, SIOCGIFFLAGS, &request) < 0) return -errno;
    request.ifr_flags |= flags;
    return ioctl(fd, SIOCSIFFLAGS, &request) < 0 ? -errno : 0;
}

static int set_address(int fd, int what, uint32_t address) {
    struct ifreq request;
    name(&request, "eth0");
    struct sockaddr_in *in = (struct sockaddr_in *)&request.ifr_addr;
    in->sin_family = AF_INET;
    in->sin_addr.s_addr = htonl(address);
    return ioctl(fd, (unsigned long)what, &request) < 0 ? -errno : 0;
}

/* Frames are to be as they would be on a wire: one packet each, with its checksum. */
static int no_offload(int fd, const char *interface) {
    static const uint32_t commands[] = {
        ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO, ETHTOOL_STXCSUM,
    };
    for (size_t index = 0; index < sizeof commands / sizeof *commands; index++) {
        struct ethtool_value value = { .cmd = commands[index], .data = 0 };
        struct ifreq request;
        name(&request, interface);
        request.ifr_data = (char *)&value;
        if (ioctl(fd, SIOCETHTOOL, &request) < 0 && errno != EOPNOTSUPP) return -errno;
    }
    return 0;
}

static int set_up_node(uint32_t address) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int code = set_flags(fd, "lo", IFF_UP);
    if (code == 0) code = no_offload(fd, "eth0");
    if (code == 0) code = set_address(fd, SIOCSIFADDR, address);
    if (code == 0) code = set_address(fd, SIOCSIFNETMASK, 0xFF000000);
    if (code == 0) code = set_flags(fd, "eth0", IFF_UP | IFF_NOARP);
    close(fd);
    return code;
}

static int set_up_hub(const char *interface) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int code = no_offload(fd, interface);
    if (code == 0) code = set_flags(fd, interface, IFF_UP | IFF_NOARP);
    close(fd);
    return code;
}

void cl_access_hardware_address(uint32_t address, uint8_t out[6]) {
    out[0] = 2;
    out[1] = 0;
    for (int index = 0; index < 4; index++) out[2 + index] = (uint8_t)(address >> (24 - 8 * index));
}

int cl_access_create(int hub, int number, struct cl_access *access) {
    char hub_name[IFNAMSIZ];
    uint8_t hardware[6];
    snprintf(hub_name, sizeof hub_name, "node%d", number);
    cl_access_hardware_address(access->address, hardware);
    if (unshare(CLONE_NEWNET) < 0) return -errno;
    access->network = cl_network_open();
    int code = access->network < 0 ? access->network : 0;
    cl_ipv6_off();
    if (code == 0) code = make_pair(hub, hub_name, hardware);
    if (code == 0) code = set_up_node(access->address);
    if (setns(hub, CLONE_NEWNET) < 0 && code == 0) code = -errno;
    if (code == 0) code = set_up_hub(hub_name);
    if (code == 0) {
        access->hub_interface = (int32_t)if_nametoindex(hub_name);
        if (access->hub_interface == 0) code = -errno;
    }
    if (code < 0 && access->network >= 0) close(access->network);
    return code;
}
