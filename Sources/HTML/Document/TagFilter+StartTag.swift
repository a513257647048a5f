extension TagFilter {
    /// What the filter does with an element, beyond reading its attributes.
    private enum Treatment {
        case none
        /// The tag goes; what it splits becomes one text.
        case cut
        /// An HTML 5 void element: libxml2 would put all that follows inside.
        case close
        case rawText(RawText)
    }

    /// What the attributes told.
    private struct Attributes {
        var count = 0
        /// Those that the document will have.
        var kept = 0
        /// A script whose type names JSON.
        var isJSON = false
        /// A slash stands before the `>` and belongs to no value.
        var closesItself = false
    }

    private struct AttributeSpan {
        let name: AttributeSource
        var value: Range<Int>
        var end: Int
        /// What a value that is never closed lacks at its end.
        var missingQuote: StaticString?
    }

    /// The name of an attribute as it stands in the page.
    private struct AttributeSource {
        let range: Range<Int>
        /// ``NameBudget/hash(_:)``.
        let hash: UInt64
        /// Whether libxml2's htmlParseHTMLName would read it to its end; its buffer takes 100 bytes.
        let isReadable: Bool
    }

    /// Returns where the scan goes on.
    mutating func startTag(at start: Int) -> Int {
        let (outputMark, copiedMark) = (output.count, copied)
        let nameEnd = nameEnd(from: start + 1)
        let name = source[start + 1..<nameEnd]
        let treatment = mayUse(name) ? treatment(ofNameAt: start + 1) : .cut
        setAside.beginTag()
        var attributes = Attributes()
        guard let end = readAttributes(from: nameEnd, into: &attributes) else {
            output.removeLast(output.count - outputMark)
            copied = copiedMark
            return cutRest(from: start)
        }
        if case .cut = treatment {
            output.removeLast(output.count - outputMark)
            copied = copiedMark
            cut(start..<end + 1)
            return end + 1
        }
        if end > nameEnd { cut(nameEnd..<(attributes.closesItself ? end - 1 : end)) }
        if attributes.kept > 0 { setAside.endTag(at: output.count) }
        switch treatment {
        case .none, .cut:
            // What closes itself opens nothing.
            if !attributes.closesItself, !openTags.start(OpenTags.key(of: name)) {
                limitsReached.insert(.depth)
                insert("/", at: end)
            }
        case .close:
            if !attributes.closesItself { insert("/", at: end) }
        case .rawText(let kind):
            // To libxml2 it would be empty, and what it holds text of the page.
            if attributes.closesItself { cut(end - 1..<end) }
            return rawText(kind, from: end + 1, keepsText: attributes.isJSON)
        }
        return end + 1
    }

    private func treatment(ofNameAt start: Int) -> Treatment {
        switch byte(start) | 0x20 {
        case UInt8(ascii: "s"):
            if isName("script", at: start) { return .rawText(.script) }
            if isName("style", at: start) { return .rawText(.style) }
            return isName("source", at: start) ? .close : .none
        case UInt8(ascii: "t"):
            if isName("title", at: start) { return .rawText(.title) }
            if isName("textarea", at: start) { return .rawText(.textarea) }
            return isName("track", at: start) ? .close : .none
        case UInt8(ascii: "w"): return isName("wbr", at: start) ? .cut : .none
        case UInt8(ascii: "e"): return isName("embed", at: start) ? .close : .none
        case UInt8(ascii: "k"): return isName("keygen", at: start) ? .close : .none
        case UInt8(ascii: "b"): return isName("bgsound", at: start) ? .close : .none
        default: return .none
        }
    }

    /// Returns the index of the tag's `>`, or nil when the page ends first.
    private mutating func readAttributes(from nameEnd: Int, into attributes: inout Attributes) -> Int? {
        var position = nameEnd
        while true {
            let previous = position
            while byte(position).isSpace || byte(position) == .slash { position += 1 }
            if byte(position) == .greater {
                attributes.closesItself = position > previous && byte(position - 1) == .slash
                return position
            }
            guard position < source.count, let span = readAttribute(at: position) else { return nil }
            attributes.count += 1
            if isWanted(span, attributes.count) {
                if attributes.kept == 0 {
                    copy(upTo: nameEnd)
                    output.append(UInt8(ascii: " "))
                }
                attributes.kept += 1
                keep(span, &attributes)
            }
            position = span.end
        }
    }

    private mutating func readAttribute(at start: Int) -> AttributeSpan? {
        let name = readName(at: start)
        var position = name.range.upperBound
        while byte(position).isSpace { position += 1 }
        guard byte(position) == .equals else {
            let end = name.range.upperBound
            return AttributeSpan(name: name, value: end..<end, end: end)
        }
        position += 1
        while byte(position).isSpace { position += 1 }
        let first = byte(position)
        if first == .quote || first == .apostrophe { return readQuoted(first, from: position + 1, name) }
        let valueStart = position
        while position < source.count, !byte(position).isSpace, byte(position) != .greater { position += 1 }
        return AttributeSpan(name: name, value: valueStart..<position, end: position)
    }

    private func readName(at start: Int) -> AttributeSource {
        let first = byte(start)
        var isReadable = first.isLetter || first == .underscore || first == .colon || first == .period
        var hash = NameBudget.hash(first, after: NameBudget.noBytes)
        var end = start + 1
        while true {
            let byte = byte(end)
            if byte.endsName || byte == .equals { break }
            isReadable =
                isReadable
                && (byte.isLetter || byte == .hyphen || byte.isDigit || byte == .colon || byte == .underscore
                    || byte == .period)
            hash = NameBudget.hash(byte, after: hash)
            end += 1
        }
        return AttributeSource(range: start..<end, hash: hash, isReadable: isReadable && end - start < 100)
    }

    /// A quote that is never closed ends with its tag, so that the page after it is not lost.
    private mutating func readQuoted(_ quote: UInt8, from first: Int, _ name: AttributeSource) -> AttributeSpan? {
        if let end = find(quote, from: first, goal: .quote(quote)) {
            return AttributeSpan(name: name, value: first..<end, end: end + 1)
        }
        guard let end = find(.greater, from: first, goal: .tagEnd) else { return nil }
        return AttributeSpan(
            name: name, value: first..<end, end: end, missingQuote: quote == .quote ? "\"" : "'")
    }

    /// - Parameter number: counts the attributes of the tag.
    private mutating func isWanted(_ span: AttributeSpan, _ number: Int) -> Bool {
        if number > limits.attributesPerTag {
            limitsReached.insert(.attributesPerTag)
            return false
        }
        if span.value.count > limits.attributeValueBytes {
            limitsReached.insert(.attributeValueBytes)
            return false
        }
        guard attributes.holds(span.name.hash) || mayOpenJSON(span.value) else { return false }
        return span.name.isReadable && mayUse(hash: span.name.hash)
    }

    private mutating func keep(_ span: AttributeSpan, _ attributes: inout Attributes) {
        if isName("type", at: span.name.range.lowerBound, until: span.name.range.upperBound) {
            attributes.isJSON = attributes.isJSON || holdsJSON(span.value)
        }
        if span.value.isEmpty || find(.ampersand, in: span.value) == nil {
            return setAside.take(
                attributeNames.number(of: source[span.name.range], hash: span.name.hash), value: span.value)
        }
        setAside.leave()
        copied = span.name.range.lowerBound
        boundReferences(in: span.value)
        copy(upTo: span.end)
        if let quote = span.missingQuote { insert(quote, at: span.end) }
        output.append(UInt8(ascii: " "))
    }

    /// A bracket may be written as a reference.
    private func mayOpenJSON(_ value: Range<Int>) -> Bool {
        guard let first = value.first else { return false }
        return [UInt8(ascii: "{"), UInt8(ascii: "["), .ampersand].contains(source[first])
    }

    private func isName(_ name: StaticString, at start: Int, until end: Int) -> Bool {
        guard end - start == name.utf8CodeUnitCount else { return false }
        for offset in 0..<end - start where byte(start + offset) | 0x20 != name.utf8Start[offset] { return false }
        return true
    }

    private func holdsJSON(_ value: Range<Int>) -> Bool {
        guard value.count >= 4 else { return false }
        return (value.lowerBound...value.upperBound - 4).contains { isName("json", at: $0, until: $0 + 4) }
    }
}
