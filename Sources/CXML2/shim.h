#ifndef COPYDESK_CXML2_SHIM_H
#define COPYDESK_CXML2_SHIM_H

/* Debian builds libxml2 with ICU, and its headers then include ICU's, which clash with the ones that
   Swift's Foundation brings. Nothing of ours needs them. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
