// What glibc says about its allocator (mallopt(3)), which its module for Swift leaves out.
#include <malloc.h>
