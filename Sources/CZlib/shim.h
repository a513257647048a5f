#ifndef COPYDESK_CZLIB_SHIM_H
#define COPYDESK_CZLIB_SHIM_H

#include <zlib.h>

/* inflateInit2 is a macro. 15 window bits and 32 for "zlib or gzip, by the header". */
static inline int copydesk_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}

/* Deflate without a header, which some servers send for "deflate". */
static inline int copydesk_inflate_init_raw(z_stream *stream) {
    return inflateInit2(stream, -15);
}

/* deflateInit2 is a macro. 15 window bits and 16 for gzip; 8 is zlib's own default for memory. */
static inline int copydesk_deflate_init(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
