#define _GNU_SOURCE
#include "CTestHosts.h"

#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int th_enter_network_namespace(int fd) { return setns(fd, CLONE_NEWNET); }

int th_send_repeated(int fd, const void *bytes, unsigned long length, unsigned int count) {
    struct mmsghdr messages[1024];
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = length};
    if (count > 1024) count = 1024;
    memset(messages, 0, sizeof(messages[0]) * count);
    for (unsigned int i = 0; i < count; i++) {
        messages[i].msg_hdr.msg_iov = &vector;
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    return sendmmsg(fd, messages, count, 0);
}

pid_t th_fork_alternating_sender(
    int fd, const void *first, unsigned long first_length, const void *second, unsigned long second_length) {
    pid_t child = fork();
    if (child != 0) return child;
    char ignored[1 << 16];
    for (;;) {
        if (send(fd, first, first_length, 0) < 0) _exit(1);
        while (recv(fd, ignored, sizeof(ignored), MSG_DONTWAIT) > 0) continue;
        if (send(fd, second, second_length, 0) < 0) _exit(1);
        while (recv(fd, ignored, sizeof(ignored), MSG_DONTWAIT) > 0) continue;
    }
}
