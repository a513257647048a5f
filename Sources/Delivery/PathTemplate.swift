/// Where an article's files stand below `articles/`, as the operator wants it:
/// `{source}/{published:%Y}/{published:%m}/{published:%d}/{slug}-{id}`.
///
/// What it gives is always a safe path: its own text is checked when it is made, and every value that is put in holds neither
/// slash nor control character and begins with a letter or digit.
public struct PathTemplate: Equatable, Sendable {
    enum Piece: Equatable, Sendable {
        case text(String)
        case source, id, slug, language
        /// The day of publication, or of delivery, in parts of a date and what stands between them.
        case published([DatePiece])
        case delivered([DatePiece])
    }

    enum DatePiece: Equatable, Sendable {
        case year, month, day
        case text(String)
    }

    /// What is wrong with a template, as a sentence without its subject.
    public struct Problem: Error, Equatable, Sendable {
        public let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// Between the slashes.
    let components: [[Piece]]

    /// `<source>/<YYYY>/<MM>/<DD>/<slug>-<id>`
    public static let standard = PathTemplate(components: [
        [.source], [.published([.year])], [.published([.month])], [.published([.day])], [.slug, .text("-"), .id],
    ])

    /// No name is longer, with its suffix.
    static let nameLimitBytes = 200
    /// `.json` and a variant's number.
    private static let suffixBytes = 8
    private static let depthLimit = 12

    private init(components: [[Piece]]) {
        self.components = components
    }

    /// - Throws: what is wrong with the text, in words for the person who wrote it.
    public init(_ text: String) throws(Problem) {
        var components: [[Piece]] = []
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            components.append(try Self.pieces(of: part))
        }
        guard components.count <= Self.depthLimit else {
            throw Problem("must have at most \(Self.depthLimit) parts between slashes")
        }
        guard let last = components.last, last.contains(.id) else {
            throw Problem("must have {id} behind its last slash, so that no two articles get one name")
        }
        for component in components {
            let bytes = component.reduce(Self.suffixBytes) { $0 + $1.longestBytes }
            guard bytes <= Self.nameLimitBytes else {
                throw Problem("gives names of up to \(bytes) bytes; the limit is \(Self.nameLimitBytes)")
            }
        }
        self.components = components
    }

    private static func pieces(of part: Substring) throws(Problem) -> [Piece] {
        var pieces: [Piece] = []
        var rest = part
        while let first = rest.first {
            if first == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw Problem("has a { without its }") }
                pieces.append(try field(rest[..<end].dropFirst()))
                rest = rest[end...].dropFirst()
            } else {
                let text = String(rest.prefix { $0 != "{" })
                try check(text)
                pieces.append(.text(text))
                rest = rest.dropFirst(text.count)
            }
        }
        guard let first = pieces.first else { throw Problem("must not have an empty part between slashes") }
        if case .text(let text) = first, text.hasPrefix(".") || text.hasPrefix("-") {
            throw Problem("must not begin a name with a dot or dash")
        }
        return pieces
    }

    private static func field(_ text: Substring) throws(Problem) -> Piece {
        let name = text.prefix { $0 != ":" }
        let format = text.dropFirst(name.count + 1)
        switch (name, format.isEmpty) {
        case ("source", true): return .source
        case ("id", true): return .id
        case ("slug", true): return .slug
        case ("language", true): return .language
        case ("published", false): return .published(try date(format))
        case ("delivered", false): return .delivered(try date(format))
        case ("published", true), ("delivered", true): throw Problem("needs a form for a date, such as {\(name):%Y}")
        default:
            throw Problem(
                "can hold {source}, {slug}, {id}, {language}, {published:…} and {delivered:…}, not {\(CleanText.line(String(text)))}"
            )
        }
    }

    private static func date(_ format: Substring) throws(Problem) -> [DatePiece] {
        var pieces: [DatePiece] = []
        var rest = format
        while let first = rest.first {
            if first == "%" {
                switch rest.dropFirst().first {
                case "Y": pieces.append(.year)
                case "m": pieces.append(.month)
                case "d": pieces.append(.day)
                default: throw Problem("can hold %Y, %m and %d of a date")
                }
                rest = rest.dropFirst(2)
            } else {
                let text = String(rest.prefix { $0 != "%" })
                try check(text)
                pieces.append(.text(text))
                rest = rest.dropFirst(text.count)
            }
        }
        guard case .text = pieces[0] else { return pieces }
        throw Problem("must begin the form of a date with %Y, %m or %d")
    }

    private static func check(_ text: String) throws(Problem) {
        let isPlain = text.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
                || "._-".unicodeScalars.contains($0)
        }
        guard isPlain else { throw Problem("can have letters, digits, dot, dash and underscore beside its {fields}") }
    }
}

extension PathTemplate.Piece {
    /// At most so many bytes.
    fileprivate var longestBytes: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .source: 80
        case .id: 12
        case .slug: Slug.limitBytes
        case .language: PathValues.languageLimitBytes
        case .published(let pieces), .delivered(let pieces):
            pieces.reduce(0) { bytes, piece in
                if case .text(let text) = piece { bytes + text.utf8.count } else { bytes + 4 }
            }
        }
    }
}

/// What a template's fields stand for.
struct PathValues {
    let source: String
    let id: String
    let slug: String
    let language: String?
    /// `YYYY-MM-DD`
    let published: String
    let delivered: String

    static let languageLimitBytes = 35

    /// The components of the path.
    func path(_ template: PathTemplate) -> [String] {
        template.components.map { $0.map(text(of:)).joined() }
    }

    private func text(of piece: PathTemplate.Piece) -> String {
        switch piece {
        case .text(let text): text
        case .source: source
        case .id: id
        case .slug: slug
        case .language: languageTag
        case .published(let pieces): Self.text(of: published, pieces)
        case .delivered(let pieces): Self.text(of: delivered, pieces)
        }
    }

    /// A BCP 47 tag in lower case; `und` where there is none.
    private var languageTag: String {
        let tag = (language ?? "").lowercased()
        let isTag = tag.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard let first = tag.utf8.first, isTag, first != 0x2D, tag.utf8.count <= Self.languageLimitBytes else {
            return "und"
        }
        return tag
    }

    private static func text(of day: String, _ pieces: [PathTemplate.DatePiece]) -> String {
        let parts = day.split(separator: "-").map(String.init)
        return pieces.map { piece in
            switch piece {
            case .year: parts[0]
            case .month: parts[1]
            case .day: parts[2]
            case .text(let text): text
            }
        }.joined()
    }
}
