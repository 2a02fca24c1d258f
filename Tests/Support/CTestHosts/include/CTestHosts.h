#pragma once

// Calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not define, and one that must not run
// any Swift: what a child does between fork(2) and its end.

#include <sys/types.h>

/// Makes a network namespace whose loopback interface is up. The calling thread stays where it is.
/// Returns a descriptor that keeps the namespace, or -1 with errno.
int th_new_network_namespace(void);

/// setns(2) with CLONE_NEWNET: moves the calling thread into the network namespace behind `fd`, and names the thread so
/// that a debugger shows where it is. 0, or -1 with errno.
int th_enter_network_namespace(int fd, const char *name);

/// Moves the calling thread into the network namespace of the process's first thread, if it is in another one. 0, or -1 with
/// errno.
int th_enter_home_network_namespace(void);

/// pipe2(2) with O_CLOEXEC: no process that another thread starts meanwhile gets hold of an end. 0, or -1 with errno.
int th_pipe(int ends[2]);

/// sendmmsg(2): sends the same `length` bytes `count` (at most 1024) times on a connected socket.
/// Returns how many datagrams were sent, or -1 with errno.
int th_send_repeated(int fd, const void *bytes, unsigned long length, unsigned int count);

/// Forks a child that sends `first`, then `second`, and so on in turn on `fd`, each in one send(2), reading and ignoring
/// what comes back, until it is killed or the thread that called ends. It holds no other descriptor.
/// Returns its pid, or -1 with errno.
pid_t th_fork_alternating_sender(
    int fd, const void *first, unsigned long first_length, const void *second, unsigned long second_length);

/// Gives up all capabilities of the calling thread alone. 0, or -1 with errno.
int th_drop_capabilities(void);

// Whether the interface of that name in this thread's namespace can send: 1, 0, or -1 with errno.
int th_interface_is_running(const char *name);
