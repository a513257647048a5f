/// Collects the header lines of one response as libcurl hands them over, and keeps those of the final one.
///
/// Pure. Interim responses (1xx) are replaced by what follows them; trailers, which come after the body, are only
/// counted. All lines of a hop count against the limits, so that no flood grows anything.
struct ResponseHead {
    /// What the caller is to do after a line.
    enum Verdict: Equatable {
        case more
        case tooMany
    }

    private(set) var headers = HTTPHeaders()
    private(set) var status = 0
    /// Whether the blank line behind the final response's fields was seen.
    private(set) var isComplete = false
    private var byteCount = 0
    private var lineCount = 0
    private let limits: FetchLimits

    /// Whether nothing has come yet.
    var isUntouched: Bool { byteCount == 0 }

    init(limits: FetchLimits) {
        self.limits = limits
    }

    /// Takes one line with its line end.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Verdict {
        byteCount += line.count
        lineCount += 1
        guard byteCount <= limits.headerBytes, lineCount <= limits.headerLines else { return .tooMany }
        guard !isComplete else { return .more }
        let text = HeaderText.decode(line)
        if status == 0 {
            begin(text)
        } else if text.trimmedBlanks.isEmpty {
            end()
        } else if text.utf8.first == 0x20 || text.utf8.first == 0x09 {
            fold(text)
        } else {
            add(text)
        }
        return .more
    }

    /// A status line: `HTTP/1.1 200 OK`, `HTTP/2 200`.
    private mutating func begin(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let code = Int(words[1]) else { return }
        status = code
        headers = HTTPHeaders()
    }

    private mutating func end() {
        if (100..<200).contains(status) {
            status = 0
        } else {
            isComplete = true
        }
    }

    /// A line that begins with a blank continues the one before (RFC 9112 section 5.2).
    private mutating func fold(_ line: String) {
        guard let last = headers.fields.indices.last else { return }
        headers.fields[last].value += " " + line.trimmedBlanks
    }

    private mutating func add(_ line: String) {
        let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        let name = String(pair[0]).trimmedBlanks
        guard !name.isEmpty else { return }
        headers.fields.append(HTTPHeaders.Field(name: name, value: String(pair[1]).trimmedBlanks))
    }
}

/// Header bytes as text: UTF-8 where they are that, Latin-1 otherwise (RFC 9110 section 5.5), controls dropped.
enum HeaderText {
    static func decode(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = String(validating: bytes, as: UTF8.self) ?? String(bytes.map { Character(Unicode.Scalar($0)) })
        guard text.unicodeScalars.contains(where: { $0.isControl && $0 != "\t" }) else { return text }
        var clean = String.UnicodeScalarView()
        clean.append(contentsOf: text.unicodeScalars.lazy.filter { !$0.isControl || $0 == "\t" })
        return String(clean)
    }
}
