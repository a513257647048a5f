import CXML2

/// libxml2's parsers with nothing of ours behind them: what extraction is measured against.
enum BareParsers {
    /// `htmlReadMemory` and `xmlFreeDoc`.
    static func tree(_ utf8: [UInt8]) {
        utf8.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress else { return }
            xmlFreeDoc(htmlReadMemory(base, Int32(bytes.count), nil, "UTF-8", options))
        }
    }

    /// The same parser with callbacks that do nothing.
    static func events(_ utf8: [UInt8]) {
        utf8.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress,
                let context = htmlCreateMemoryParserCtxt(base, Int32(bytes.count))
            else { return }
            context.pointee.sax.pointee = silent
            htmlCtxtUseOptions(context, options)
            xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            htmlParseDocument(context)
            htmlFreeParserCtxt(context)
        }
    }

    private static let options =
        Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
        | 1 << 19

    // Written once, before the first use.
    nonisolated(unsafe) private static let silent: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.startElement = { _, _, _ in }
        handler.endElement = { _, _ in }
        handler.characters = { _, _, _ in }
        handler.cdataBlock = { _, _, _ in }
        return handler
    }()
}
