#pragma once

// Kernel headers (Debian: linux-libc-dev): constants and structures of the netlink protocols; and system calls that the
// C library has no functions for, or none that Swift can call. Nothing is linked.
// The C library's own header comes first: the kernel's then leave out the structures that both define
// (linux/libc-compat.h), which otherwise clash in every file that imports this module and Glibc.

#include <netinet/in.h>

#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink_log.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <linux/membarrier.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// membarrier(2). Returns 0, or -1 when the kernel refuses.
static inline int sikker_membarrier(int command) { return (int)syscall(SYS_membarrier, command, 0, 0); }

/// bpf(2). Returns what the command returns, or -1 with errno.
static inline int sikker_bpf(int command, void *attributes, unsigned int size) {
    return (int)syscall(SYS_bpf, command, attributes, size);
}

/// capget(2) of the calling thread, by version 3: two structures. Returns 0, or -1 with errno.
static inline int sikker_capget(struct __user_cap_data_struct data[2]) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    return (int)syscall(SYS_capget, &header, data);
}

/// capset(2) of the calling thread. Returns 0, or -1 with errno.
static inline int sikker_capset(const struct __user_cap_data_struct data[2]) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    return (int)syscall(SYS_capset, &header, data);
}

/// prctl(2) with as many arguments as its commands about privileges take. Returns what the command returns, or -1 with errno.
static inline int sikker_prctl(int command, unsigned long first, unsigned long second) {
    return prctl(command, first, second, 0ul, 0ul);
}
