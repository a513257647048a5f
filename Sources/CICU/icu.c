#include "icu_shim.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/udata.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { PIVOT_CAPACITY = 4096 };

struct copydesk_icu_decoder {
    UConverter *source;
    UConverter *utf8;
    const char *next;
    const char *limit;
    size_t replacements;
    UChar pivot[PIVOT_CAPACITY];
    UChar *pivot_source;
    UChar *pivot_target;
    int started;
    int finished;
};

static pthread_once_t data_access = PTHREAD_ONCE_INIT;

/* ICU would look for unknown converters in files; the sandbox answers that with a signal. */
static void forbid_files(void) {
    UErrorCode error = U_ZERO_ERROR;
    udata_setFileAccess(UDATA_NO_FILES, &error);
}

/* ICU's own substitution writes U+001A for single bytes of some character sets, and does not count. */
static void replace(const void *context, UConverterToUnicodeArgs *arguments, const char *units, int32_t length,
                    UConverterCallbackReason reason, UErrorCode *error) {
    (void)units;
    (void)length;
    if (reason > UCNV_IRREGULAR) return;
    static const UChar replacement = 0xFFFD;
    copydesk_icu_decoder *decoder = (copydesk_icu_decoder *)context;
    decoder->replacements += 1;
    *error = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, error);
}

copydesk_icu_decoder *copydesk_icu_decoder_open(const char *charset, const uint8_t *bytes, size_t count) {
    pthread_once(&data_access, forbid_files);
    copydesk_icu_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) return NULL;
    UErrorCode error = U_ZERO_ERROR;
    decoder->source = ucnv_open(charset, &error);
    decoder->utf8 = ucnv_open("UTF-8", &error);
    if (U_SUCCESS(error)) ucnv_setToUCallBack(decoder->source, replace, decoder, NULL, NULL, &error);
    if (U_FAILURE(error)) {
        copydesk_icu_decoder_close(decoder);
        return NULL;
    }
    decoder->next = (const char *)bytes;
    decoder->limit = decoder->next + count;
    decoder->pivot_source = decoder->pivot_target = decoder->pivot;
    return decoder;
}

size_t copydesk_icu_decoder_read(copydesk_icu_decoder *decoder, uint8_t *buffer, size_t capacity) {
    if (decoder->finished) return 0;
    char *target = (char *)buffer;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_convertEx(decoder->utf8, decoder->source, &target, target + capacity, &decoder->next, decoder->limit,
                   decoder->pivot, &decoder->pivot_source, &decoder->pivot_target, decoder->pivot + PIVOT_CAPACITY,
                   !decoder->started, 1, &error);
    decoder->started = 1;
    decoder->finished = error != U_BUFFER_OVERFLOW_ERROR;
    return (size_t)(target - (char *)buffer);
}

size_t copydesk_icu_decoder_replacements(const copydesk_icu_decoder *decoder) { return decoder->replacements; }

void copydesk_icu_decoder_close(copydesk_icu_decoder *decoder) {
    if (decoder->source) ucnv_close(decoder->source);
    if (decoder->utf8) ucnv_close(decoder->utf8);
    free(decoder);
}

/* Every character below U+0300 is NFC and composes with none of its kind; in UTF-8 those are the bytes below 0xCC. */
static int holds_only_stable_bytes(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] >= 0xCC) return 0;
    }
    return 1;
}

static UChar *utf16_of_utf8(const uint8_t *bytes, int32_t count, int32_t *length) {
    UChar *units = malloc(((size_t)count + 1) * sizeof *units);
    if (!units) return NULL;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units, count + 1, length, (const char *)bytes, count, 0xFFFD, NULL, &error);
    if (U_SUCCESS(error)) return units;
    free(units);
    return NULL;
}

/* One UTF-16 unit takes at most three bytes. */
static int utf8_of_utf16(const UChar *units, int32_t length, uint8_t **result, size_t *result_count) {
    int32_t capacity = length * 3 + 1;
    char *bytes = malloc((size_t)capacity);
    if (!bytes) return -1;
    UErrorCode error = U_ZERO_ERROR;
    int32_t written = 0;
    u_strToUTF8WithSub(bytes, capacity, &written, units, length, 0xFFFD, NULL, &error);
    if (U_FAILURE(error)) {
        free(bytes);
        return -1;
    }
    *result = (uint8_t *)bytes;
    *result_count = (size_t)written;
    return 1;
}

/* Unicode Standard Annex 15, section 13 (Stream-Safe Text Format): no writing system puts more marks on one letter. ICU
   sorts a run of marks by insertion, so that a run of 100,000 costs it a minute. */
static const int marks_limit = 30;

/* Drops the marks beyond the limit in place and returns the new length. */
static int32_t drop_excess_marks(const UNormalizer2 *nfc, UChar *units, int32_t length) {
    int32_t kept = 0, position = 0;
    int marks = 0;
    while (position < length) {
        int32_t start = position;
        UChar32 scalar;
        U16_NEXT(units, position, length, scalar);
        marks = scalar < 0x300 || unorm2_getCombiningClass(nfc, scalar) == 0 ? 0 : marks + 1;
        if (marks > marks_limit) continue;
        while (start < position) units[kept++] = units[start++];
    }
    return kept;
}

/* NFC makes UTF-16 at most three times as long (Unicode Standard Annex 15, section 9.4). */
static int normalise(const UNormalizer2 *nfc, UChar *units, int32_t length, uint8_t **result,
                     size_t *result_count) {
    UErrorCode error = U_ZERO_ERROR;
    if (unorm2_spanQuickCheckYes(nfc, units, length, &error) == length) return 0;
    length = drop_excess_marks(nfc, units, length);
    int32_t needed = unorm2_normalize(nfc, units, length, NULL, 0, &error);
    if (needed > INT_MAX / 6) return -1;
    UChar *normal = malloc(((size_t)needed + 1) * sizeof *normal);
    if (!normal) return -1;
    error = U_ZERO_ERROR;
    unorm2_normalize(nfc, units, length, normal, needed + 1, &error);
    int outcome = U_FAILURE(error) ? -1 : utf8_of_utf16(normal, needed, result, result_count);
    free(normal);
    return outcome;
}

int copydesk_icu_nfc(const uint8_t *bytes, size_t count, uint8_t **result, size_t *result_count) {
    if (holds_only_stable_bytes(bytes, count)) return 0;
    if (count > INT_MAX / 4) return -1;
    pthread_once(&data_access, forbid_files);
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    if (U_FAILURE(error)) return -1;
    int32_t length = 0;
    UChar *units = utf16_of_utf8(bytes, (int32_t)count, &length);
    if (!units) return -1;
    int outcome = normalise(nfc, units, length, result, result_count);
    free(units);
    return outcome;
}
