internal import CXML2

/// libxml2's HTML parser, run once over a whole buffer. (Its push parser gives other results for other chunk sizes.)
enum SAXParser {
    /// Feeds the events of valid UTF-8 to the builder.
    static func parse(_ utf8: [UInt8], into builder: inout TreeBuilder) throws(HTMLError) {
        silenceErrors()
        // libxml2 refuses an empty buffer.
        guard !utf8.isEmpty else { return }
        let parsed = utf8.withUnsafeBytes { bytes -> Bool in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress,
                let context = htmlCreateMemoryParserCtxt(base, Int32(clamping: bytes.count))
            else { return false }
            defer { htmlFreeParserCtxt(context) }
            withUnsafeMutablePointer(to: &builder) { run(context, into: $0) }
            return true
        }
        guard parsed else { throw .outOfMemory }
    }

    private static func run(_ context: htmlParserCtxtPtr, into builder: UnsafeMutablePointer<TreeBuilder>) {
        context.pointee.sax.pointee = handler
        context.pointee.userData = UnsafeMutableRawPointer(builder)
        htmlCtxtUseOptions(context, options)
        // Sets the encoding without putting a converter in between; a name in htmlCtxtReadMemory would add one.
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        htmlParseDocument(context)
    }

    /// Without HUGE (1 << 19), nesting of 256 loses all text; without IGNORE_ENC (1 << 21), a `meta` could still change
    /// the encoding in mid-page. HTML's own enumeration has no name for HUGE.
    private static let options =
        Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
        | 1 << 19

    /// Each callback is a one-line trampoline. A missing `cdataBlock` would send script text to `characters`.
    /// Unsafe is a word only: the structure is never written after this.
    nonisolated(unsafe) private static let handler: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.startElement = { data, name, attributes in builder(data).pointee.start(name, attributes) }
        handler.endElement = { data, _ in builder(data).pointee.end() }
        handler.characters = { data, bytes, count in builder(data).pointee.characters(bytes, count) }
        handler.ignorableWhitespace = { data, bytes, count in builder(data).pointee.characters(bytes, count) }
        handler.cdataBlock = { data, bytes, count in builder(data).pointee.script(bytes, count) }
        return handler
    }()

    /// libxml2 keeps its error handlers per thread, so this runs before every parse; it costs nothing measurable.
    private static func silenceErrors() {
        xmlInitParser()
        xmlSetStructuredErrorFunc(nil) { _, _ in }
    }

    /// The builder stays where it is until the parser returns.
    private static func builder(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TreeBuilder> {
        data.unsafelyUnwrapped.assumingMemoryBound(to: TreeBuilder.self)
    }
}
