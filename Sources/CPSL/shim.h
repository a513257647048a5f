#ifndef COPYDESK_CPSL_SHIM_H
#define COPYDESK_CPSL_SHIM_H

#include <libpsl.h>

#endif
