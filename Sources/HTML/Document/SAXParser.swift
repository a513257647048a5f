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
            withUnsafeMutablePointer(to: &builder) { parse(context, into: $0) }
            return true
        }
        guard parsed else { throw .outOfMemory }
    }

    private static func parse(_ context: htmlParserCtxtPtr, into builder: UnsafeMutablePointer<TreeBuilder>) {
        context.pointee.sax.pointee = handler
        htmlCtxtUseOptions(context, options)
        // Sets the encoding without putting a converter in between; a name in htmlCtxtReadMemory would add one.
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        var run = Run(context: context, builder: builder)
        withUnsafeMutablePointer(to: &run) {
            context.pointee.userData = UnsafeMutableRawPointer($0)
            htmlParseDocument(context)
        }
    }

    /// What the events are about. It and the builder stay where they are until the parser returns.
    private struct Run {
        let context: htmlParserCtxtPtr
        let builder: UnsafeMutablePointer<TreeBuilder>

        /// How many bytes libxml2 has read. (It throws away what lies behind it now and then.)
        var place: Int {
            guard let input = context.pointee.input else { return 0 }
            return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
        }
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
        handler.startElement = { data, name, attributes in
            run(data).pointee.builder.pointee.start(name, attributes, at: run(data).pointee.place)
        }
        handler.endElement = { data, _ in run(data).pointee.builder.pointee.end() }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
        return handler
    }()

    private static let characters: charactersSAXFunc = { data, bytes, count in
        run(data).pointee.builder.pointee.characters(bytes, count, at: run(data).pointee.place)
    }

    /// libxml2 keeps its error handlers per thread, so this runs before every parse; it costs nothing measurable.
    private static func silenceErrors() {
        xmlInitParser()
        xmlSetStructuredErrorFunc(nil) { _, _ in }
    }

    private static func run(_ data: UnsafeMutableRawPointer?) -> UnsafePointer<Run> {
        UnsafePointer(data.unsafelyUnwrapped.assumingMemoryBound(to: Run.self))
    }
}
