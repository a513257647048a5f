/// Text of a field that holds markup.
enum MarkupText {
    /// The text without anything that looks like a tag.
    static func stripped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "<") {
            result += rest[..<start]
            rest = rest[start...]
            let next = rest.dropFirst().first
            guard let next, next.isLetter || next == "/" || next == "!" else {
                result.append("<")
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { break }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// A field as people read it: references resolved (they are often escaped twice), tags gone, one clean line.
    static func field(_ text: String?) -> String? {
        guard let text else { return nil }
        return CleanText.field(stripped(CharacterReferences.resolved(CharacterReferences.resolved(text))))
    }
}
