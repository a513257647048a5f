internal import CXML2

/// The names of the references that libxml2 knows, by their hashes.
private enum KnownReference {
    /// Made when a page first has too many names: looking into libxml2's table takes microseconds each time.
    static let names: Set<UInt64> = Set(
        (0x22...UInt32(0x2666)).compactMap { value in
            guard let name = htmlEntityValueLookup(value)?.pointee.name else { return nil }
            return NameBudget.hash(reference: String(cString: name).utf8)
        })
}

extension TagFilter {
    /// Sets a text aside but for its references, adds the semicolons that these lack, and takes the meaning from those of one name too
    /// many.
    mutating func text(_ range: Range<Int>) {
        var position = range.lowerBound
        while let ampersand = find(.ampersand, in: position..<range.upperBound) {
            setAside(text: position..<ampersand)
            position = reference(at: ampersand, upTo: range.upperBound)
        }
        setAside(text: position..<range.upperBound)
    }

    /// Returns where the text goes on.
    private mutating func reference(at ampersand: Int, upTo limit: Int) -> Int {
        var end = ampersand + 1
        while end < limit, byte(end).isLetter || byte(end).isDigit { end += 1 }
        if end == limit || byte(end) != .semicolon,
            let length = LegacyReference.length(of: source[ampersand + 1..<end])
        {
            insert(";", at: ampersand + 1 + length)
            return ampersand + 1 + length
        }
        if !mayRefer(at: ampersand, upTo: limit) {
            insert("amp;", at: ampersand + 1)
            return ampersand + 1
        }
        end = ampersand + 1
        while end < limit, Self.isNamePart(byte(end)) || byte(end) == .number { end += 1 }
        if end < limit, byte(end) == .semicolon { end += 1 }
        copy(upTo: end)
        return end
    }

    private mutating func setAside(text: Range<Int>) {
        guard !text.isEmpty else { return }
        let first = source[text].firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D }
        guard let first else { return setAside(text, isBlank: true) }
        // libxml2 passes over white space that a page begins with (HTML, section 13.2.6.4.1).
        let startsPage = output.isEmpty && copied >= text.lowerBound
        if startsPage, first > text.lowerBound { setAside(text.lowerBound..<first, isBlank: true) }
        setAside((startsPage ? first : text.lowerBound)..<text.upperBound, isBlank: false)
    }

    /// Takes the meaning from references of one name too many in an attribute's value.
    mutating func boundReferences(in value: Range<Int>) {
        var position = value.lowerBound
        while let ampersand = find(.ampersand, in: position..<value.upperBound) {
            position = ampersand + 1
            if !mayRefer(at: ampersand, upTo: value.upperBound) { insert("amp;", at: position) }
        }
    }

    /// Whether libxml2 may see the name behind an ampersand: it keeps that of every reference, also of one that means nothing, as
    /// it keeps those of elements.
    private mutating func mayRefer(at ampersand: Int, upTo limit: Int) -> Bool {
        var end = ampersand + 1
        while end < limit, Self.isNamePart(byte(end)) { end += 1 }
        let name = source[ampersand + 1..<end]
        if name.isEmpty || names.admits(reference: name) { return true }
        if KnownReference.names.contains(NameBudget.hash(reference: name)) { return true }
        limitsReached.insert(.names)
        return false
    }

    /// What htmlParseName reads, and perhaps more.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case .hyphen, .underscore, .colon, .period: true
        default: byte.isLetter || byte.isDigit || byte >= 0x80
        }
    }
}
