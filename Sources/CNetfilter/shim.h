#pragma once

// Kernel headers (Debian: linux-libc-dev): constants and structures of the netlink protocols; and one system call that
// the C library has no function for. Nothing is linked.
// The C library's own header comes first: the kernel's then leave out the structures that both define
// (linux/libc-compat.h), which otherwise clash in every file that imports this module and Glibc.

#include <netinet/in.h>

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
#include <sys/syscall.h>
#include <unistd.h>

/// membarrier(2). Returns 0, or -1 when the kernel refuses.
static inline int sikker_membarrier(int command) { return (int)syscall(SYS_membarrier, command, 0, 0); }
