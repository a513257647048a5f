/* The data of the extraction stage: phrases, class groups and the trained model, as bytes that live as long as the
   program. */
#ifndef COPYDESK_EXTRACTION_DATA_H
#define COPYDESK_EXTRACTION_DATA_H

#include <stddef.h>

struct extraction_data {
    const unsigned char *bytes;
    size_t count;
};

/* phrases.txt: what the furniture of news sites says. */
struct extraction_data extraction_phrases(void);

/* plain-text-phrases.txt: lines that are furniture by their words alone. */
struct extraction_data extraction_plain_text_phrases(void);

/* closing-phrases.txt: what stands around a text and reads like one. */
struct extraction_data extraction_closing_phrases(void);

/* class-groups.txt: what class names say. */
struct extraction_data extraction_class_groups(void);

/* model.bin: boosted trees as Benchmarks/train.py writes them. */
struct extraction_data extraction_model(void);

#endif
