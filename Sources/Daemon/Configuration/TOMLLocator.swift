/// One step on the way to a value in a TOML document.
enum TOMLStep: Hashable {
    case key(String)
    /// Element of an array or of an array of tables, from 0.
    case index(Int)
}

typealias TOMLPath = [TOMLStep]

/// Finds the line and column of every key and value of a TOML document.
///
/// toml++ parses and judges the document but TOMLKit does not hand out its positions, so this walks the same text by itself and
/// only remembers where things stand. On text that toml++ does not accept it still ends, with positions that mean little. TOML 1.0 <https://toml.io/en/v1.0.0> is the grammar meant.
struct TOMLLocator {
    /// Where the key, the table header or the array element begins.
    private(set) var keyPositions: [TOMLPath: TextPosition] = [:]
    /// Where the value begins.
    private(set) var valuePositions: [TOMLPath: TextPosition] = [:]

    /// What toml++ would end the process at with an assertion, so that it has to be known before it sees the text: a
    /// header that begins with what no name begins with (`[=]`, `[größe]`), and half a date or time.
    private(set) var faults: [TOMLFault] = []

    private let notesPlaces: Bool
    private var scanner: TOMLScanner
    /// How many `[[…]]` headers each array of tables has had so far.
    private var tableCounts: [TOMLPath: Int] = [:]
    private var currentTable: TOMLPath = []

    /// - Parameter notesPlaces: whether places are remembered, or faults only.
    init(_ text: String, notesPlaces: Bool = true) {
        self.notesPlaces = notesPlaces
        scanner = TOMLScanner(text)
        while scanner.skipToStatement() {
            let start = scanner.offset
            if scanner.peek == "[" { readHeader() } else { readAssignment(into: currentTable) }
            // What is no TOML must not stop the walk.
            if scanner.offset == start { scanner.advance() }
        }
    }

    /// Where strings hold an escaped NUL.
    var escapedNULs: [TextPosition] { scanner.escapedNULs }

    private static let depthLimit = 300

    /// Where the key stands, or else the nearest table around it.
    func keyPosition(_ path: TOMLPath) -> TextPosition? {
        nearest(path, keyPositions)
    }

    /// Where the value stands, or else its key.
    func valuePosition(_ path: TOMLPath) -> TextPosition? {
        valuePositions[path] ?? keyPosition(path)
    }

    private func nearest(_ path: TOMLPath, _ positions: [TOMLPath: TextPosition]) -> TextPosition? {
        var path = path
        while !path.isEmpty {
            if let position = positions[path] { return position }
            path.removeLast()
        }
        return nil
    }

    /// `[a.b]` or `[[a.b]]`. A name on the way that is an array of tables means its last element.
    private mutating func readHeader() {
        let position = scanner.position
        scanner.advance()
        let isArray = scanner.take("[")
        scanner.skipBlanks()
        if let next = scanner.peek, !TOMLScanner.beginsName(next), next != "]" {
            faults.append(TOMLFault(position, "a header must begin with a letter, a digit or a quote"))
        }
        let keys = scanner.readDottedKey()
        var path: TOMLPath = []
        for (index, key) in keys.enumerated() {
            path.append(.key(key.text))
            note(path, key: position)
            if isArray, index == keys.count - 1 {
                tableCounts[path, default: 0] += 1
            }
            if let count = tableCounts[path] { path.append(.index(count - 1)) }
        }
        note(path, key: position)
        currentTable = path
        scanner.skipLine()
    }

    /// `key = value`, where the key may be dotted.
    private mutating func readAssignment(into table: TOMLPath) {
        var path = table
        for key in scanner.readDottedKey() {
            path.append(.key(key.text))
            note(path, key: key.position)
        }
        scanner.skipBlanks()
        guard scanner.take("=") else { return }
        scanner.skipBlanks()
        readValue(at: path)
    }

    /// Nested arrays and tables recurse, a little further than the 256 levels that toml++ accepts.
    private mutating func readValue(at path: TOMLPath) {
        guard path.count <= Self.depthLimit else { return scanner.skipLine() }
        if notesPlaces, valuePositions[path] == nil { valuePositions[path] = scanner.position }
        switch scanner.peek {
        case "[": readArray(at: path)
        case "{": readInlineTable(at: path)
        default: readScalar()
        }
    }

    private mutating func readScalar() {
        let position = scanner.position
        guard let text = scanner.readScalar(), !TOMLNumber.isOneOrNone(text) else { return }
        faults.append(TOMLFault(position, "begins like a number but is no number, date or time (text needs quotes)"))
    }

    private mutating func readArray(at path: TOMLPath) {
        scanner.advance()
        var index = 0
        while scanner.skipToStatement(), !scanner.take("]") {
            let start = scanner.offset
            note(path + [.index(index)], key: scanner.position)
            readValue(at: path + [.index(index)])
            _ = scanner.skipToStatement()
            _ = scanner.take(",")
            index += 1
            if scanner.offset == start { scanner.advance() }
        }
    }

    private mutating func readInlineTable(at path: TOMLPath) {
        scanner.advance()
        while scanner.skipToStatement(), !scanner.take("}") {
            let start = scanner.offset
            readAssignment(into: path)
            _ = scanner.skipToStatement()
            _ = scanner.take(",")
            if scanner.offset == start { scanner.advance() }
        }
    }

    private mutating func note(_ path: TOMLPath, key position: TextPosition) {
        if notesPlaces, keyPositions[path] == nil { keyPositions[path] = position }
    }
}
