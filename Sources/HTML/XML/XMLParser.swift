internal import CXML2

/// One run of libxml2's SAX2 parser over a whole buffer.
enum XMLParser {
    /// Nothing here lets a document name another file: no NOENT, DTDLOAD, DTDVALID or XINCLUDE. Without HUGE, nesting
    /// beyond 256 and text beyond 10 MB are cut.
    private static let options =
        XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue
        | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue
        | XML_PARSE_IGNORE_ENC.rawValue

    static func tree(ofWellFormed bytes: [UInt8], nodeLimit: Int) -> XMLTree {
        let builder = XMLTreeBuilder(nodeLimit: nodeLimit)
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let size = Int32(exactly: buffer.count),
                let context = xmlCreateMemoryParserCtxt(start.assumingMemoryBound(to: CChar.self), size)
            else { return }
            defer { xmlFreeParserCtxt(context) }
            context.pointee.sax.pointee = handler
            context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
            xmlCtxtUseOptions(context, Int32(options))
            xmlParseDocument(context)
        }
        return builder.finished()
    }

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { context, name, prefix, uri, _, _, count, _, attributes in
            XMLTreeBuilder.of(context)?.open(name, prefix, uri, attributes: attributes, count: Int(count))
        }
        handler.endElementNs = { context, _, _, _ in XMLTreeBuilder.of(context)?.close() }
        handler.characters = { context, text, count in XMLTreeBuilder.of(context)?.append(text, Int(count)) }
        // The same function for both keeps libxml2 from guessing which white space matters.
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.serror = { _, _ in }
        return handler
    }
}
