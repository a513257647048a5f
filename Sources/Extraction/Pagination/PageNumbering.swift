import URLs

/// Tells the further pages of an article by their addresses: the first page's with a number added.
struct PageNumbering {
    private let first: WebURL
    private let path: [UInt8]
    private let stem: [UInt8]
    private let ending: [UInt8]
    /// The last part of the path, up to its first full stop.
    private let name: [UInt8]
    /// Of the first page's query. Those that are no numbers every further page has too.
    private let parameters: Set<Substring>
    private let lasting: Set<Substring>

    static let most = 99

    /// Words before the number, as content systems write them.
    private static let words: Set<String> = [
        "page", "p", "pg", "seite", "teil", "pagina", "página", "pagine", "strona", "sayfa", "sida", "side", "part",
    ]

    init(first: WebURL) {
        self.first = first
        let path = Self.withoutSlash(Array(first.path.utf8))
        self.path = path
        let file = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let dot = path[file...].lastIndex(of: UInt8(ascii: ".")) ?? path.endIndex
        stem = Array(path[..<dot])
        ending = Array(path[dot...])
        name = Array(path[file...].prefix { $0 != UInt8(ascii: ".") })
        parameters = Set(Self.parameters(first.query))
        lasting = parameters.filter { Self.numbered($0) == nil }
    }

    /// Whether a link, as it is written, may lead to something below the article's path or beside it. One that has a whole path has
    /// the article's name in it then; what browsers read otherwise than it is written may lead anywhere.
    func mayBeOfArticle(_ link: ArraySlice<UInt8>) -> Bool {
        link.withUnsafeBufferPointer { link in
            guard link.first == UInt8(ascii: "/") || Self.hasScheme(link) else { return true }
            let isPlain = link.allSatisfy {
                $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "\\")
            }
            return !isPlain || name.isEmpty || name.contains(UInt8(ascii: "%")) || Self.holds(name, in: link)
        }
    }

    private static func hasScheme(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        let rest = link.drop { byte in
            byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
        }
        return rest.starts(with: "://".utf8)
    }

    private static func holds(_ wanted: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        wanted.withUnsafeBufferPointer { ByteSearch.offset(of: $0, in: bytes) } != nil
    }

    /// Which page of the article an address is, from 2; nil for everything else.
    func number(of url: WebURL) -> Int? {
        guard url.origin == first.origin else { return nil }
        let candidate = Self.withoutSlash(Array(url.path.utf8))
        if candidate == path { return number(inQuery: url.query) }
        guard url.query == first.query || url.query == nil else { return nil }
        if let added = Self.added(candidate, to: path) { return number(inPath: added) }
        return number(inFile: candidate)
    }

    /// `?page=2`, with what else the first page's query has.
    private func number(inQuery query: String?) -> Int? {
        let found = Self.parameters(query)
        let added = found.filter { !parameters.contains($0) }
        guard added.count == 1, lasting.isSubset(of: Set(found)) else { return nil }
        return Self.numbered(added[0])
    }

    private static func parameters(_ query: String?) -> [Substring] { (query ?? "").split(separator: "&") }

    private static func numbered(_ parameter: Substring) -> Int? {
        let parts = parameter.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, words.contains(parts[0].lowercased()) else { return nil }
        return number(parts[1])
    }

    /// `/2`, `/page/2`, `/page-2` or `/p2` behind the path.
    private func number(inPath added: Substring) -> Int? {
        let segments = added.split(separator: "/")
        guard let last = segments.last, segments.count <= 2 else { return nil }
        if segments.count == 2 { return Self.words.contains(segments[0].lowercased()) ? Self.number(last) : nil }
        let word = last.prefix { !$0.isNumber }
        let name = word.last == "-" || word.last == "_" ? word.dropLast() : word
        guard word.isEmpty || Self.words.contains(name.lowercased()) else { return nil }
        return Self.number(last.dropFirst(word.count))
    }

    /// `story-2.html` for `story.html`.
    private func number(inFile candidate: [UInt8]) -> Int? {
        guard candidate.count > stem.count + ending.count + 1, candidate.starts(with: stem),
            candidate.suffix(ending.count).elementsEqual(ending), "-_,.".utf8.contains(candidate[stem.count])
        else { return nil }
        let middle = candidate[(stem.count + 1)..<(candidate.count - ending.count)]
        return number(inPath: Substring(decoding: middle, as: UTF8.self))
    }

    private static func added(_ candidate: [UInt8], to path: [UInt8]) -> Substring? {
        guard candidate.count > path.count + 1, candidate.starts(with: path), candidate[path.count] == UInt8(ascii: "/")
        else { return nil }
        return Substring(decoding: candidate[(path.count + 1)...], as: UTF8.self)
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        return (2...most).contains(number) ? number : nil
    }

    private static func withoutSlash(_ path: [UInt8]) -> [UInt8] {
        path.last == UInt8(ascii: "/") ? path.dropLast() : path
    }
}
