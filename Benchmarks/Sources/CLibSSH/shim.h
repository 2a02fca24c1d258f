#include <libssh/libssh.h>
#include <libssh/server.h>
