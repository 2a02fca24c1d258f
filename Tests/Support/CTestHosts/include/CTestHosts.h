#pragma once

// Calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not define.

/// setns(2) with CLONE_NEWNET: moves the calling thread into the network namespace behind `fd`. 0, or -1 with errno.
int th_enter_network_namespace(int fd);

/// unshare(2) with CLONE_NEWNET: gives the calling thread a network namespace of its own. 0, or -1 with errno.
int th_new_network_namespace(void);

/// sendmmsg(2): sends the same `length` bytes `count` (at most 1024) times on a connected socket.
/// Returns how many datagrams were sent, or -1 with errno.
int th_send_repeated(int fd, const void *bytes, unsigned long length, unsigned int count);
