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
        /// A script whose type names JSON.
        var isJSON = false
    }

    private struct AttributeSpan {
        let start: Int
        var nameEnd: Int
        var value: Range<Int>
        var end: Int
        /// What a value that is never closed lacks at its end.
        var missingQuote: StaticString?
    }

    /// Returns where the scan goes on.
    mutating func startTag(at start: Int) -> Int {
        let (outputMark, copiedMark) = (output.count, copied)
        let nameEnd = nameEnd(from: start + 1)
        let name = source[start + 1..<nameEnd]
        let treatment = mayUse(name) ? treatment(ofNameAt: start + 1) : .cut
        var attributes = Attributes()
        guard let end = readAttributes(from: nameEnd, into: &attributes) else {
            output.removeLast(output.count - outputMark)
            copied = copiedMark
            return cutRest(from: start)
        }
        switch treatment {
        case .none:
            // What closes itself opens nothing.
            if byte(end - 1) != .slash, !openTags.start(OpenTags.key(of: name)) {
                limitsReached.insert(.depth)
                insert(" /", at: end)
            }
        case .close: insert(" /", at: end)
        case .rawText(let kind):
            // To libxml2 it would be empty, and what it holds text of the page.
            if byte(end - 1) == .slash { cut(end - 1..<end) }
            return rawText(kind, from: end + 1, keepsText: attributes.isJSON)
        case .cut:
            output.removeLast(output.count - outputMark)
            copied = copiedMark
            cut(start..<end + 1)
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
    private mutating func readAttributes(from start: Int, into attributes: inout Attributes) -> Int? {
        var position = start
        while true {
            while byte(position).isSpace || byte(position) == .slash {
                // libxml2 reads `/alt="…"` as no attribute.
                if byte(position) == .slash, byte(position + 1) != .greater {
                    replace(position..<position + 1, with: " ")
                }
                position += 1
            }
            if byte(position) == .greater { return position }
            guard position < source.count, let span = readAttribute(at: position) else { return nil }
            keepOrCut(span, &attributes)
            position = span.end
        }
    }

    private mutating func readAttribute(at start: Int) -> AttributeSpan? {
        var position = start + 1
        while !byte(position).endsName && byte(position) != .equals { position += 1 }
        let nameEnd = position
        while byte(position).isSpace { position += 1 }
        guard byte(position) == .equals else {
            return AttributeSpan(start: start, nameEnd: nameEnd, value: nameEnd..<nameEnd, end: nameEnd)
        }
        position += 1
        while byte(position).isSpace { position += 1 }
        let first = byte(position)
        if first == .quote || first == .apostrophe {
            return readQuoted(first, from: position + 1, start: start, nameEnd: nameEnd)
        }
        let valueStart = position
        while position < source.count, !byte(position).isSpace, byte(position) != .greater { position += 1 }
        return AttributeSpan(start: start, nameEnd: nameEnd, value: valueStart..<position, end: position)
    }

    /// A quote that is never closed ends with its tag, so that the page after it is not lost.
    private mutating func readQuoted(_ quote: UInt8, from first: Int, start: Int, nameEnd: Int) -> AttributeSpan? {
        if let end = find(quote, from: first, goal: .quote(quote)) {
            return AttributeSpan(start: start, nameEnd: nameEnd, value: first..<end, end: end + 1)
        }
        guard let end = find(.greater, from: first, goal: .tagEnd) else { return nil }
        return AttributeSpan(
            start: start, nameEnd: nameEnd, value: first..<end, end: end, missingQuote: quote == .quote ? "\"" : "'")
    }

    private mutating func keepOrCut(_ span: AttributeSpan, _ attributes: inout Attributes) {
        attributes.count += 1
        if attributes.count > limits.attributesPerTag {
            limitsReached.insert(.attributesPerTag)
            cut(span.start..<span.end)
        } else if span.value.count > limits.attributeValueBytes {
            limitsReached.insert(.attributeValueBytes)
            cut(span.start..<span.end)
        } else if !isWanted(span) {
            cut(span.start..<span.end)
        } else {
            if isName("type", at: span.start, until: span.nameEnd) {
                attributes.isJSON = attributes.isJSON || holdsJSON(span.value)
            }
            keep(span.value)
            if let quote = span.missingQuote { insert(quote, at: span.end) }
        }
    }

    private mutating func keep(_ value: Range<Int>) {
        guard !value.isEmpty else { return }
        if value.count >= SetAside.shortest, find(.ampersand, in: value) == nil { return setAside(value) }
        insert(SetAside.asItIs, at: value.lowerBound)
        boundReferences(in: value)
    }

    private mutating func isWanted(_ span: AttributeSpan) -> Bool {
        let hash = NameBudget.hash(source[span.start..<span.nameEnd])
        guard attributes.holds(hash) || mayOpenJSON(span.value) else { return false }
        return isReadable(span.start..<span.nameEnd) && mayUse(hash: hash)
    }

    /// A bracket may be written as a reference.
    private func mayOpenJSON(_ value: Range<Int>) -> Bool {
        guard let first = value.first else { return false }
        return [UInt8(ascii: "{"), UInt8(ascii: "["), .ampersand].contains(source[first])
    }

    /// The names that libxml2's htmlParseHTMLName reads to their end; its buffer takes 100 bytes.
    private func isReadable(_ name: Range<Int>) -> Bool {
        let first = byte(name.lowerBound)
        guard first.isLetter || first == .underscore || first == .colon || first == .period, name.count < 100 else {
            return false
        }
        for index in name {
            let byte = source[index]
            guard
                byte.isLetter || byte == .hyphen || byte.isDigit || byte == .colon || byte == .underscore
                    || byte == .period
            else { return false }
        }
        return true
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
