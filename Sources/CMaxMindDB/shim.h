#include <maxminddb.h>
#include <sys/mman.h>

// Declared by glibc only where _GNU_SOURCE is defined before its first header, which a module cannot do.
int memfd_create(const char *name, unsigned int flags);
