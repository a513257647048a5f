/// The JSON values that a script assigns, front to back: what stands behind `=` and opens a bracket, and the string that is
/// given to `JSON.parse`. Only strings and brackets are looked at; a script is not understood.
struct AssignedValues: Sequence, IteratorProtocol {
    enum Value: Equatable {
        case json(ArraySlice<UInt8>)
        /// An array with one string of JSON, whose text is JSON again.
        case quoted([UInt8])
    }

    private var script: ArraySlice<UInt8>
    private static let parser = Array("JSON.parse(".utf8)

    init(_ script: ArraySlice<UInt8>) {
        self.script = script
    }

    mutating func next() -> Value? {
        while let equals = script.firstIndex(of: UInt8(ascii: "=")) {
            script = script[(equals + 1)...].drop { $0 <= 0x20 }
            if script.first.map(EmbeddedState.opens) == true {
                let value = script[..<closing()]
                script = script[value.endIndex...]
                return .json(value)
            }
            if script.starts(with: Self.parser) {
                script = script.dropFirst(Self.parser.count).drop { $0 <= 0x20 }
                if let value = argument() { return value }
            }
        }
        return nil
    }

    /// One past the bracket that closes the one that is next; the end where none does.
    private func closing() -> Int {
        var depth = 0
        var quote: UInt8?
        var position = script.startIndex
        while position < script.endIndex {
            let byte = script[position]
            if let open = quote {
                if byte == UInt8(ascii: "\\") { position += 1 } else if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") {
                quote = byte
            } else if EmbeddedState.opens(byte) {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth == 0 { return position + 1 }
            }
            position += 1
        }
        return script.endIndex
    }

    /// The string that is next, in either quotes, as an array of JSON with that one string.
    private mutating func argument() -> Value? {
        guard let quote = script.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        var text = Array("[\"".utf8)
        var position = script.startIndex + 1
        while position < script.endIndex, script[position] != quote {
            let byte = script[position]
            if byte == UInt8(ascii: "\\"), position + 1 < script.endIndex {
                // JSON knows no escaped apostrophe.
                if script[position + 1] != UInt8(ascii: "'") { text.append(byte) }
                text.append(script[position + 1])
                position += 2
                continue
            }
            if byte == UInt8(ascii: "\"") { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
            position += 1
        }
        script = script[Swift.min(position + 1, script.endIndex)...]
        return .quoted(text + Array("\"]".utf8))
    }
}
