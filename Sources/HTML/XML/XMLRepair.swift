/// Turns what stands there into well-formed XML in one pass over the bytes, so that libxml2 parses it once and whole.
///
/// libxml2's own recovery stops at a bare `<`, an invalid character or a second root, loses every entity reference
/// behind the first error, and shifts all that follows an unclosed element into it. Hence: text, tags and CDATA are
/// written anew with every named reference decoded or taken literally, end tags are matched, comments, processing
/// instructions and the document type are left out, and one element is put around everything. No entity of the
/// document's own is ever expanded, so none can explode. Time and memory are linear in the input.
struct XMLRepair {
    /// The element around everything; no feed uses the name.
    static let rootName = "_document_"

    let input: [UInt8]
    var output: [UInt8] = []
    var position = 0
    var openElements: [OpenElement] = []
    var openDeclarations = 0
    var names: XMLNames
    var budget: NameBudget
    var limitsReached: Set<XMLLimit> = []
    private let leaves: Set<Int>
    private let closers: Set<Int>
    private let lastGreater: Int
    /// A quote that was looked for in vain up to the end is not looked for again; likewise the end of a document type
    /// and of a processing instruction.
    var missing: Set<UInt8> = []

    struct OpenElement {
        let name: Int
        /// The name as written; `name` ignores case.
        let written: [UInt8]
        let declarations: Int
    }

    init(_ bytes: [UInt8], leaves: Set<String>, closers: Set<String>) {
        var names = XMLNames()
        input = bytes
        self.leaves = Set(leaves.map { names.id(of: $0) })
        self.closers = Set(closers.map { names.id(of: $0) })
        self.names = names
        budget = NameBudget(
            limit: XMLLimits.names, known: Set(leaves.union(closers).map { NameBudget.hash($0.utf8) }))
        lastGreater = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
        output.reserveCapacity(bytes.count + bytes.count / 16 + 64)
    }

    mutating func repaired() -> [UInt8] {
        output += "<\(Self.rootName)>".utf8
        while position < input.count {
            if input[position] == UInt8(ascii: "<") { markup() } else { textRun() }
        }
        while !openElements.isEmpty { closeInnermost() }
        output += "</\(Self.rootName)>".utf8
        return output
    }

    private mutating func markup() {
        let next = position + 1 < input.count ? input[position + 1] : 0
        switch next {
        case UInt8(ascii: "!"): declaration()
        case UInt8(ascii: "?"): instruction()
        case UInt8(ascii: "/"): endTag()
        default:
            if !XMLNames.isStart(next) || position > lastGreater || !startTag() { literalLess() }
        }
    }

    private mutating func textRun() {
        let end = input[position...].firstIndex(of: UInt8(ascii: "<")) ?? input.count
        appendText(upTo: end, keepsReferences: true)
    }

    private mutating func literalLess() {
        output += "&#60;".utf8
        position += 1
    }

    private mutating func declaration() {
        if has("<!--") {
            comment()
        } else if has("<![CDATA[") {
            position += 9
            let end = find("]]>", from: position)
            appendText(upTo: end ?? input.count, keepsReferences: false)
            position = end.map { $0 + 3 } ?? input.count
        } else if position > lastGreater {
            literalLess()
        } else {
            let start = position
            position = documentTypeEnd() ?? greater(from: position) + 1
            noteEntities(in: start..<position)
        }
    }

    /// One that is never closed ends with the next tag, so that the document after it is not lost.
    private mutating func comment() {
        if !missing.contains(UInt8(ascii: "-")), let end = find("-->", from: position + 4) {
            position = end + 3
        } else {
            missing.insert(UInt8(ascii: "-"))
            position = input[(position + 4)...].firstIndex(of: UInt8(ascii: "<")) ?? input.count
        }
    }

    private mutating func noteEntities(in declaration: Range<Int>) {
        guard find("<!ENTITY", in: declaration) != nil else { return }
        limitsReached.insert(.entities)
    }

    private mutating func instruction() {
        guard position <= lastGreater else { return literalLess() }
        if !missing.contains(UInt8(ascii: "?")), let end = find("?>", from: position + 2) {
            position = end + 2
        } else {
            missing.insert(UInt8(ascii: "?"))
            position = greater(from: position) + 1
        }
    }

    /// Behind the `>` of `<!DOCTYPE … [ … ]>`; nil where it has no end.
    private mutating func documentTypeEnd() -> Int? {
        guard !missing.contains(UInt8(ascii: "!")) else { return nil }
        var index = position + 2
        var isInSubset = false
        while index < input.count {
            switch input[index] {
            case UInt8(ascii: "["): isInSubset = true
            case UInt8(ascii: "]"): isInSubset = false
            case UInt8(ascii: ">") where !isInSubset: return index + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                index = input[(index + 1)...].firstIndex(of: input[index]) ?? input.count
            case UInt8(ascii: "<") where input[index...].starts(with: "<!--".utf8):
                index = (find("-->", from: index + 4) ?? input.count) + 2
            default: break
            }
            index += 1
        }
        missing.insert(UInt8(ascii: "!"))
        return nil
    }
}

/// Looking ahead.
extension XMLRepair {
    func has(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { input[position...].starts(with: $0) }
    }

    func find(_ text: StaticString, from start: Int) -> Int? {
        start < input.count ? find(text, in: start..<input.count) : nil
    }

    func find(_ text: StaticString, in range: Range<Int>) -> Int? {
        text.withUTF8Buffer { wanted in
            var index = range.lowerBound
            while index + wanted.count <= range.upperBound {
                guard let found = input[index..<range.upperBound].firstIndex(of: wanted[0]) else { return nil }
                if input[found..<range.upperBound].starts(with: wanted) { return found }
                index = found + 1
            }
            return nil
        }
    }

    /// Only called where one follows.
    func greater(from start: Int) -> Int {
        input[start...].firstIndex(of: UInt8(ascii: ">")) ?? input.count - 1
    }
}

/// Which elements are open.
extension XMLRepair {
    mutating func opened(_ element: OpenElement) {
        openElements.append(element)
        openDeclarations += element.declarations
        names.openCount[element.name] += 1
    }

    mutating func mayUse(_ name: some Sequence<UInt8>) -> Bool {
        if budget.admits(name) { return true }
        limitsReached.insert(.names)
        return false
    }

    /// An unclosed leaf ends where its sibling begins.
    mutating func closeLeaf(before name: Int) {
        guard closers.contains(name), let innermost = openElements.last, leaves.contains(innermost.name) else { return }
        closeInnermost()
    }

    mutating func closeInnermost() {
        guard let element = openElements.popLast() else { return }
        openDeclarations -= element.declarations
        names.openCount[element.name] -= 1
        output += "</".utf8
        output += element.written
        output.append(UInt8(ascii: ">"))
    }
}
