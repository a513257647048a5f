#ifndef COPYDESK_CBROTLI_SHIM_H
#define COPYDESK_CBROTLI_SHIM_H

#include <brotli/decode.h>

#endif
