#ifndef COPYDESK_ICU_SHIM_H
#define COPYDESK_ICU_SHIM_H

/* Character sets and Unicode normalisation, done by ICU.

   ICU and not iconv: glibc's iconv loads a module from disk for every character set, which the sandboxed worker
   cannot. ICU's tables are one shared library, mapped at start; libxml2 of Debian brings it into the process anyway.

   This header includes none of ICU's, because they clash with those that Swift's Foundation brings. */

#include <stddef.h>
#include <stdint.h>

/* Converts bytes of a named character set to UTF-8, a piece at a time. */
typedef struct copydesk_icu_decoder copydesk_icu_decoder;

/* Null when ICU does not know the name or memory is short. The bytes must outlive the decoder. */
copydesk_icu_decoder *_Nullable copydesk_icu_decoder_open(const char *_Nonnull charset, const uint8_t *_Nonnull bytes,
                                                          size_t count);

/* Writes the next piece and returns its length; 0 means the end. The capacity must be at least 64 bytes. */
size_t copydesk_icu_decoder_read(copydesk_icu_decoder *_Nonnull decoder, uint8_t *_Nonnull buffer, size_t capacity);

/* How many sequences could not be read so far. Each became one U+FFFD. */
size_t copydesk_icu_decoder_replacements(const copydesk_icu_decoder *_Nonnull decoder);

void copydesk_icu_decoder_close(copydesk_icu_decoder *_Nonnull decoder);

/* Normalises valid UTF-8 to NFC. Returns 0 when it is NFC already (nothing is allocated), 1 when *result holds
   *result_count bytes that the caller frees with free(), and -1 when it could not be done (longer than 512 MiB, or
   memory is short). */
int copydesk_icu_nfc(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nullable *_Nonnull result,
                     size_t *_Nonnull result_count);

#endif
