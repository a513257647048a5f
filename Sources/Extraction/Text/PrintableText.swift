import HTML

/// Copies text so that only what can be printed stays: white space collapsed, control characters, bidi overrides, soft
/// hyphens, zero-width spaces and noncharacters gone, and of marks on one letter no more than anybody can read. What shows
/// nothing stays only where a script needs it.
enum PrintableText {
    /// Appends `source` to `target`, whose current text begins at `start`, and returns how many scalars other than spaces
    /// were added. At the beginning and after a space no further space is added.
    static func append(_ source: UnsafeBufferPointer<UInt8>, to target: inout [UInt8], from start: Int) -> Int {
        var added = 0
        var position = 0
        var marks: Int?
        while position < source.count {
            let run = plainRun(source, from: position)
            if run.end > position {
                target.append(contentsOf: UnsafeBufferPointer(rebasing: source[position..<run.end]))
                added += run.end - position - run.spaces
                position = run.end
                marks = 0
                continue
            }
            let before = position
            let scalar = UTF8Scalar.decode(source, at: &position)
            switch kind(of: scalar) {
            case .space:
                if target.count > start, target.last != 0x20 { target.append(0x20) }
            case .invisible:
                break
            case .printable:
                if isMark(scalar) {
                    let before = marks ?? marksAtEnd(of: target[start...])
                    marks = before + 1
                    if before >= markLimit { continue }
                } else {
                    marks = 0
                }
                guard Invisible.isShown(scalar, behind: last(of: target[start...])) else { continue }
                target.append(contentsOf: source[before..<position])
                added += 1
            }
        }
        return added
    }

    /// Printable ASCII with single spaces in between, of which most text consists: where it ends, and its spaces.
    @inline(__always)
    private static func plainRun(
        _ source: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> (end: Int, spaces: Int) {
        var (end, spaces) = (start, 0)
        while end < source.count {
            let byte = source[end]
            if byte > 0x20, byte < 0x7F {
                end += 1
            } else if byte == 0x20, end > start, source[end - 1] != 0x20 {
                spaces += 1
                end += 1
            } else {
                break
            }
        }
        return (end, spaces)
    }

    /// Unicode Standard Annex 15, section 13 (Stream-Safe Text Format): no writing system puts more marks on one letter. Comparing
    /// and normalising strings takes time with the square of a run.
    private static let markLimit = 30

    /// Whether normalisation may move the scalar. Most letters, punctuation, ideographs and Hangul syllables need no look into the tables.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x370..<0x483, 0x48A..<0x591, 0x5D0..<0x5EB, 0x620..<0x64B, 0x2000..<0x20D0, 0x3041..<0x3099,
            0x30A0..<0x3100, 0x3400..<0xA000, 0xAC00..<0xD7A4:
            false
        default: scalar.properties.canonicalCombiningClass != .notReordered
        }
    }

    /// Marks that the text ends with, counted no further than the limit.
    private static func marksAtEnd(of text: ArraySlice<UInt8>) -> Int {
        let tail = String(decoding: text.suffix(markLimit * 4), as: UTF8.self)
        return tail.unicodeScalars.reversed().prefix(while: isMark).count
    }

    private static func last(of text: ArraySlice<UInt8>) -> Unicode.Scalar? {
        String(decoding: text.suffix(4), as: UTF8.self).unicodeScalars.last
    }

    enum Kind {
        case printable, space, invisible
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
        case 0x61C, 0x200E, 0x200F: .invisible
        default: Invisible.isJunk(scalar) ? .invisible : .printable
        }
    }

    /// A whole string, cleaned and trimmed.
    static func clean(_ text: String) -> String {
        var target: [UInt8] = []
        var source = text
        _ = source.withUTF8 { append($0, to: &target, from: 0) }
        if target.last == 0x20 { target.removeLast() }
        return String(decoding: target, as: UTF8.self)
    }
}
