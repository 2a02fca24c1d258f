#define _GNU_SOURCE
#include "CTestHosts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int own_network_namespace(void) { return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC); }

static int switch_loopback_on(void) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int result = ioctl(fd, SIOCSIFFLAGS, &request);
    int error = errno;
    close(fd);
    errno = error;
    return result;
}

int th_new_network_namespace(void) {
    int home = own_network_namespace();
    if (home < 0) return -1;
    int made = -1;
    if (unshare(CLONE_NEWNET) == 0) {
        if (switch_loopback_on() == 0) made = own_network_namespace();
        int error = errno;
        // A thread that cannot get home must not serve anything else.
        if (setns(home, CLONE_NEWNET) != 0) abort();
        errno = error;
    }
    int error = errno;
    close(home);
    errno = error;
    return made;
}

int th_enter_network_namespace(int fd, const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
    return setns(fd, CLONE_NEWNET);
}

int th_enter_home_network_namespace(void) {
    int own = own_network_namespace();
    // Of a process, what is under its number is its first thread's.
    int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    struct stat own_status, home_status;
    int result = own < 0 || home < 0 || fstat(own, &own_status) || fstat(home, &home_status) ? -1 : 0;
    // Without a reason it is not asked for: it takes a privilege.
    if (result == 0 && own_status.st_ino != home_status.st_ino) result = setns(home, CLONE_NEWNET);
    int error = errno;
    if (own >= 0) close(own);
    if (home >= 0) close(home);
    errno = error;
    return result;
}

int th_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

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
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    // Ends of pipes above all: who waits for the end of another program's output would wait for this child too.
    if (fd > 0) syscall(SYS_close_range, 0, fd - 1, 0);
    syscall(SYS_close_range, fd + 1, ~0U, 0);
    char ignored[1 << 16];
    for (;;) {
        if (send(fd, first, first_length, 0) < 0) _exit(1);
        while (recv(fd, ignored, sizeof(ignored), MSG_DONTWAIT) > 0) continue;
        if (send(fd, second, second_length, 0) < 0) _exit(1);
        while (recv(fd, ignored, sizeof(ignored), MSG_DONTWAIT) > 0) continue;
    }
}

int th_drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof(none));
    return syscall(SYS_capset, &header, none);
}

int th_interface_is_running(const char *name) {
    struct ifreq request = {0};
    if (strlen(name) >= sizeof request.ifr_name) {
        errno = EINVAL;
        return -1;
    }
    strcpy(request.ifr_name, name);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    int result = ioctl(fd, SIOCGIFFLAGS, &request);
    int code = errno;
    close(fd);
    errno = code;
    return result < 0 ? -1 : (request.ifr_flags & IFF_RUNNING) != 0;
}
