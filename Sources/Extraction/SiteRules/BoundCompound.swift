import HTML
import Selectors

/// A compound selector with the names looked up in one document.
struct BoundCompound {
    private enum Test {
        case attribute(AttributeName?, AttributeTest.Operator, value: BytePattern, ignoresCase: Bool)
        case position(ChildPosition)
        case not([BoundCompound])
    }

    private let tag: Tag?
    /// Only for custom and unknown elements, which share their tags.
    private let name: String?
    private let tests: [Test]

    init(_ compound: CompoundSelector, _ document: Document) {
        tag = compound.type.map(Tag.init(name:))
        name = tag == .custom || tag == .unknown ? compound.type : nil
        tests = compound.conditions.map { condition in
            switch condition {
            case .className(let name):
                .attribute(.class, .word, value: BytePattern(Array(name.utf8)), ignoresCase: false)
            case .id(let name):
                .attribute(.id, .equals, value: BytePattern(Array(name.utf8)), ignoresCase: false)
            case .attribute(let test):
                .attribute(
                    document.attributeName(test.name), test.comparison, value: BytePattern(Array(test.value.utf8)),
                    ignoresCase: test.ignoresCase)
            case .position(let position): .position(position)
            // They hold no further :not, so this ends.
            case .not(let compounds): .not(compounds.map { BoundCompound($0, document) })
            }
        }
    }

    func matches(
        _ index: Int, _ document: Document, _ bytes: UnsafeBufferPointer<UInt8>, _ siblings: SiblingPlaces
    ) -> Bool {
        if let tag, document.nodes[index].tag != tag { return false }
        if let name, document.name(of: index) != name { return false }
        return tests.allSatisfy { test in
            switch test {
            case .attribute(let name, let comparison, let value, let ignoresCase):
                guard let name, let range = document.attribute(name, of: index) else { return false }
                let found = UnsafeBufferPointer(rebasing: bytes[range.indices])
                guard ignoresCase else { return Self.holds(found, comparison, value) }
                let lower = found.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
                return lower.withUnsafeBufferPointer { Self.holds($0, comparison, value) }
            case .position(let position):
                return siblings.matches(position, index)
            case .not(let compounds):
                return !compounds.contains { $0.matches(index, document, bytes, siblings) }
            }
        }
    }

    /// Selectors Level 4, sections 6.1 and 6.2: an empty value is in no text.
    private static func holds(
        _ text: UnsafeBufferPointer<UInt8>, _ comparison: AttributeTest.Operator, _ pattern: BytePattern
    ) -> Bool {
        let value = pattern.bytes
        return switch comparison {
        case .present: true
        case .equals: text.elementsEqual(value)
        case .dash:
            text.starts(with: value) && (text.count == value.count || text[value.count] == UInt8(ascii: "-"))
        case .prefix: !value.isEmpty && text.starts(with: value)
        case .suffix: !value.isEmpty && text.count >= value.count && text.suffix(value.count).elementsEqual(value)
        case .word: !value.isEmpty && hasWord(text, value)
        case .substring: pattern.isIn(text)
        }
    }

    private static func hasWord(_ text: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
        var start = 0
        while text.count - start >= word.count {
            let end = text[start...].firstIndex(where: isSpace) ?? text.count
            if end - start == word.count, text[start..<end].elementsEqual(word) { return true }
            start = end + 1
        }
        return false
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }
}
