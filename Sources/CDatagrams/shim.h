#pragma once

// Many datagrams with one call of the kernel: recvmmsg(2) and sendmmsg(2), which the C library declares only for
// _GNU_SOURCE, and what belongs to them. Nothing is linked.

#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/// One datagram: laid out as the kernel's `struct mmsghdr`.
struct sikker_datagram {
    struct msghdr head;
    unsigned int length;
};

/// recvmmsg(2). Returns how many came, or -1 with errno.
static inline int sikker_receive_datagrams(int fd, struct sikker_datagram *datagrams, unsigned int count, int flags) {
    return (int)syscall(SYS_recvmmsg, fd, datagrams, count, flags, (void *)0);
}

/// sendmmsg(2). Returns how many went, or -1 with errno when the first could not.
static inline int sikker_send_datagrams(int fd, struct sikker_datagram *datagrams, unsigned int count, int flags) {
    return (int)syscall(SYS_sendmmsg, fd, datagrams, count, flags);
}

/// Has the kernel tell with every datagram which of this machine's addresses it came to (ip(7), ipv6(7)).
static inline int sikker_tell_destinations(int fd, int is_v6) {
    int one = 1;
    if (is_v6) return setsockopt(fd, IPPROTO_IPV6, 49 /* IPV6_RECVPKTINFO */, &one, sizeof one);
    return setsockopt(fd, IPPROTO_IP, 8 /* IP_PKTINFO */, &one, sizeof one);
}

/// Makes of what the kernel told about a datagram's destination the wish that the answer comes from there: the address stays,
/// and the interface is free again, except where an address means nothing without it. Returns the bytes to send with it.
static inline unsigned long sikker_answer_from_destination(struct msghdr *head) {
    struct cmsghdr *control = CMSG_FIRSTHDR(head);
    if (!control) return 0;
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == 8 /* IP_PKTINFO */ &&
        control->cmsg_len >= CMSG_LEN(12)) {
        // struct in_pktinfo: the interface, the address of this machine, the address in the datagram.
        memset(CMSG_DATA(control), 0, 4);
        return CMSG_SPACE(12);
    }
    if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == 50 /* IPV6_PKTINFO */ &&
        control->cmsg_len >= CMSG_LEN(20)) {
        // struct in6_pktinfo: the address, the interface.
        unsigned char *data = CMSG_DATA(control);
        if (!(data[0] == 0xfe && (data[1] & 0xc0) == 0x80)) memset(data + 16, 0, 4);
        return CMSG_SPACE(20);
    }
    return 0;
}
