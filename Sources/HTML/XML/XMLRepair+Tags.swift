/// Start and end tags.
extension XMLRepair {
    /// Writes the tag at `position` and moves behind it. False where it is no tag but a bare `<`.
    mutating func startTag() -> Bool {
        let nameEnd = end(ofNameAt: position + 1)
        let written = XMLNames.valid(input[(position + 1)..<nameEnd])
        var tag = XMLTagScan(position: nameEnd)
        scanAttributes(of: &tag)
        guard tag.isClosed || tag.hasQuotes else { return false }
        guard mayUse(written) else {
            position = tag.position
            return true
        }
        let name = names.id(of: String(decoding: written, as: UTF8.self))
        closeLeaf(before: name)
        output.append(UInt8(ascii: "<"))
        output += written
        for attribute in tag.attributes { append(attribute) }
        output += (tag.isEmpty ? "/>" : ">").utf8
        position = tag.position
        if !tag.isEmpty {
            opened(OpenElement(name: name, written: written, declarations: tag.declarations))
        }
        return true
    }

    /// Closes down to the element the tag names; a tag that closes nothing is left out.
    mutating func endTag() {
        let nameEnd = end(ofNameAt: position + 2)
        let written = XMLNames.valid(input[(position + 2)..<nameEnd])
        position = nameEnd
        while position < input.count, input[position] != UInt8(ascii: "<") {
            position += 1
            if input[position - 1] == UInt8(ascii: ">") { break }
        }
        guard mayUse(written) else { return }
        let name = names.id(of: String(decoding: written, as: UTF8.self))
        guard names.openCount[name] > 0 else { return }
        while let innermost = openElements.last {
            closeInnermost()
            if innermost.name == name { return }
        }
    }

    private func end(ofNameAt start: Int) -> Int {
        var end = min(start, input.count)
        while end < input.count, XMLNames.isPart(input[end]) { end += 1 }
        return end
    }

    private mutating func scanAttributes(of tag: inout XMLTagScan) {
        while tag.position < input.count {
            let byte = input[tag.position]
            if byte == UInt8(ascii: "<") { return }
            if byte == UInt8(ascii: ">") {
                tag.isClosed = true
                tag.isEmpty = input[tag.position - 1] == UInt8(ascii: "/")
                tag.position += 1
                return
            }
            if XMLNames.isStart(byte) { scanAttribute(of: &tag) } else { tag.position += 1 }
        }
    }

    private mutating func scanAttribute(of tag: inout XMLTagScan) {
        let nameEnd = end(ofNameAt: tag.position)
        let name = XMLNames.valid(input[tag.position..<nameEnd])
        tag.position = skipSpace(from: nameEnd)
        var value = nameEnd..<nameEnd
        if tag.position < input.count, input[tag.position] == UInt8(ascii: "=") {
            tag.position = skipSpace(from: tag.position + 1)
            value = scanValue(of: &tag)
        }
        guard mayUse(name) else { return }
        let isDeclaration = name.starts(with: "xmlns".utf8)
        if isDeclaration, openDeclarations + tag.declarations >= XMLLimits.namespaces {
            limitsReached.insert(.namespaces)
            return
        }
        if tag.isFull { limitsReached.insert(.attributesPerTag) }
        if tag.add(XMLTagScan.Attribute(name: name, value: value)), isDeclaration { tag.declarations += 1 }
    }

    private mutating func scanValue(of tag: inout XMLTagScan) -> Range<Int> {
        guard tag.position < input.count else { return tag.position..<tag.position }
        let quote = input[tag.position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = tag.position + 1
            if !missing.contains(quote), let end = input[start...].firstIndex(of: quote) {
                tag.hasQuotes = true
                tag.position = end + 1
                return start..<end
            }
            missing.insert(quote)
            tag.position = start
        }
        let start = tag.position
        while tag.position < input.count, !Self.endsBareValue(input[tag.position]) { tag.position += 1 }
        // The slash of "<a b=c/>" closes the element.
        let isSlash =
            tag.position > start && tag.position < input.count && input[tag.position] == UInt8(ascii: ">")
            && input[tag.position - 1] == UInt8(ascii: "/")
        return start..<(isSlash ? tag.position - 1 : tag.position)
    }

    private func skipSpace(from start: Int) -> Int {
        var index = start
        while index < input.count, input[index] <= 0x20 { index += 1 }
        return index
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<")
    }

    private mutating func append(_ attribute: XMLTagScan.Attribute) {
        output.append(UInt8(ascii: " "))
        output += attribute.name
        output += "=\"".utf8
        let resume = position
        position = attribute.value.lowerBound
        appendText(upTo: attribute.value.upperBound, keepsReferences: true)
        position = resume
        output.append(UInt8(ascii: "\""))
    }
}

/// What is known of a start tag while it is read.
struct XMLTagScan {
    struct Attribute {
        let name: [UInt8]
        let value: Range<Int>
    }

    var position: Int
    private(set) var attributes: [Attribute] = []
    var declarations = 0
    var isClosed = false
    var isEmpty = false
    /// A quoted value makes "<a b='c'" a tag even where its `>` is missing; "a <b and c" is text.
    var hasQuotes = false

    var isFull: Bool { attributes.count >= XMLLimits.attributesPerTag }

    init(position: Int) {
        self.position = position
    }

    /// The first of two attributes of one name stays.
    mutating func add(_ attribute: Attribute) -> Bool {
        guard !isFull, !attributes.contains(where: { $0.name == attribute.name }) else { return false }
        attributes.append(attribute)
        return true
    }
}
