#define _GNU_SOURCE
#include "CTestHosts.h"

#include <sched.h>
#include <string.h>
#include <sys/socket.h>

int th_enter_network_namespace(int fd) { return setns(fd, CLONE_NEWNET); }

int th_new_network_namespace(void) { return unshare(CLONE_NEWNET); }

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
