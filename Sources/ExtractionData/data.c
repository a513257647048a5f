/* The files beside this one, embedded into read-only memory by C23's #embed: a sandboxed worker opens no files, and an
   array literal of this size takes Swift's compiler many seconds. */
#include "extraction_data.h"

static const unsigned char phrases[] = {
#embed "phrases.txt"
};

static const unsigned char plain_text_phrases[] = {
#embed "plain-text-phrases.txt"
};

static const unsigned char closing_phrases[] = {
#embed "closing-phrases.txt"
};

static const unsigned char class_groups[] = {
#embed "class-groups.txt"
};

static const unsigned char model[] = {
#embed "model.bin"
};

struct extraction_data extraction_phrases(void) {
    return (struct extraction_data){phrases, sizeof phrases};
}

struct extraction_data extraction_plain_text_phrases(void) {
    return (struct extraction_data){plain_text_phrases, sizeof plain_text_phrases};
}

struct extraction_data extraction_closing_phrases(void) {
    return (struct extraction_data){closing_phrases, sizeof closing_phrases};
}

struct extraction_data extraction_class_groups(void) {
    return (struct extraction_data){class_groups, sizeof class_groups};
}

struct extraction_data extraction_model(void) {
    return (struct extraction_data){model, sizeof model};
}
