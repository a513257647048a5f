/// Finds what a page says about its character set: `<meta charset>`, `<meta http-equiv=content-type content=…>`, or an
/// XML declaration (HTML, section 13.2.3.2, "prescan a byte stream to determine its encoding").
///
/// More tolerant than the standard: in each `meta` tag it takes the first `charset=`, wherever that stands.
enum CharsetDeclaration {
    private static let prescanBytes = 4096

    static func find(in bytes: [UInt8]) -> CharsetLabel? {
        let head = bytes.prefix(prescanBytes)
        var position = head.startIndex
        while let bracket = head[position...].firstIndex(of: .less) {
            let rest = head[bracket...]
            if rest.starts(with: "<!--".utf8) {
                position = endOfComment(in: head, from: bracket)
            } else {
                position = bracket + 1
                if let charset = declaration(inTagAt: rest) { return charset }
            }
        }
        return nil
    }

    private static func endOfComment(in head: ArraySlice<UInt8>, from start: Int) -> Int {
        var position = start + 4
        while let bracket = head[min(position, head.endIndex)...].firstIndex(of: .greater) {
            if head[bracket - 1] == .hyphen && head[bracket - 2] == .hyphen { return bracket + 1 }
            position = bracket + 1
        }
        return head.endIndex
    }

    private static func declaration(inTagAt rest: ArraySlice<UInt8>) -> CharsetLabel? {
        if startsIgnoringCase(rest, "<meta") {
            guard rest.dropFirst(5).first.map({ $0.isSpace || $0 == .slash }) ?? false else { return nil }
            return label(after: "charset", in: tag(rest))
        }
        return startsIgnoringCase(rest, "<?xml") ? label(after: "encoding", in: tag(rest)) : nil
    }

    private static func tag(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> { rest.prefix { $0 != .greater } }

    /// The first known label that follows the keyword and an equals sign.
    private static func label(after keyword: StaticString, in tag: ArraySlice<UInt8>) -> CharsetLabel? {
        var rest = tag
        while !rest.isEmpty {
            if startsIgnoringCase(rest, keyword) {
                let after = rest.dropFirst(keyword.utf8CodeUnitCount).drop(while: \.isSpace)
                if after.first == .equals, let charset = CharsetLabel.named(labelText(after.dropFirst())) {
                    return charset
                }
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func labelText(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        value.drop { $0.isSpace || $0 == .quote || $0 == .apostrophe }
            .prefix { !$0.isSpace && $0 != .quote && $0 != .apostrophe && $0 != .semicolon && $0 != .slash }
    }

    private static func startsIgnoringCase(_ bytes: ArraySlice<UInt8>, _ lowercase: StaticString) -> Bool {
        guard bytes.count >= lowercase.utf8CodeUnitCount else { return false }
        for offset in 0..<lowercase.utf8CodeUnitCount
        where bytes[bytes.startIndex + offset].lowercased != lowercase.utf8Start[offset] { return false }
        return true
    }
}
