#ifndef COPYDESK_CSYSTEM_SHIM_H
#define COPYDESK_CSYSTEM_SHIM_H

/* What Swift's Glibc module leaves out. */
#include <sys/epoll.h>

#endif
