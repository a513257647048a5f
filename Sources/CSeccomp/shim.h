#ifndef COPYDESK_CSECCOMP_SHIM_H
#define COPYDESK_CSECCOMP_SHIM_H
#include <seccomp.h>
#endif
