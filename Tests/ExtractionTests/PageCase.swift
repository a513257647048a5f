import Extraction
import Foundation
import JSON
import Testing

/// A folder of `Pages`: a page in `source.html`, the text that a reader would call the article in `expected.txt`, and in
/// `expected.json` the fields, how many blocks of each kind were removed, and sentences that must not be in the text.
struct PageCase: CustomTestStringConvertible {
    let folder: URL

    var name: String { folder.lastPathComponent }
    var testDescription: String { name }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let all: [PageCase] = {
        let pages = root.appendingPathComponent("Pages")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: pages.path)) ?? []  // Absence fails a test.
        return names.filter { !$0.hasPrefix(".") }.sorted().map {
            PageCase(folder: pages.appendingPathComponent($0))
        }
    }()

    /// `RECORD_GOLDEN=1 swift test` writes what extraction yields now, then fails, so that nobody records by accident.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

    func bytes() throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent("source.html"))) }

    func extract() throws -> Article {
        try Extractor().extract(Page(bytes: bytes(), url: "https://news.example/2026/page"))
    }

    func expected() throws -> ExpectedPage {
        let text = try String(contentsOf: folder.appendingPathComponent("expected.txt"), encoding: .utf8)
        let json = try Data(contentsOf: folder.appendingPathComponent("expected.json"))
        return try ExpectedPage(text: text, json: JSONValue.parse(Array(json)))
    }

    func record(_ page: ExpectedPage) throws {
        let text = page.text.isEmpty ? "" : page.text + "\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent("expected.txt"))
        try Data(page.json.utf8).write(to: folder.appendingPathComponent("expected.json"))
    }
}

/// What a page case asks for.
struct ExpectedPage {
    var kind: String
    var title: String?
    var authors: [String] = []
    var published: String?
    var language: String?
    var syndicatedFrom: String?
    var paywalled: Bool?
    /// How many blocks of each kind were removed.
    var removed: [String: Int] = [:]
    /// Sentences of the page that must not be in the text.
    var absent: [String] = []
    var text: String

    init(text: String, json: JSONValue) {
        self.text = text.hasSuffix("\n") ? String(text.dropLast()) : text
        kind = json["kind"]?.string ?? ""
        title = json["title"]?.string
        authors = json["authors"]?.elements.compactMap(\.string) ?? []
        published = json["published"]?.string
        language = json["language"]?.string
        syndicatedFrom = json["syndicated_from"]?.string
        paywalled = json["paywalled"]?.bool
        absent = json["absent"]?.elements.compactMap(\.string) ?? []
        for member in json["removed"]?.object ?? [] { removed[member.key] = member.value.number.map { Int($0) } }
    }

    init(_ article: Article, absent: [String]) {
        kind = article.kind.rawValue
        for block in article.removed { removed[block.kind.rawValue, default: 0] += 1 }
        self.absent = absent
        text = ""
        guard article.kind == .article else { return }  // Nobody reads the fields of other pages.
        title = article.metadata.title
        authors = article.metadata.authors
        published = article.metadata.published
        language = article.metadata.language
        syndicatedFrom = article.metadata.syndicatedFrom
        paywalled = article.metadata.paywalled
        text = article.text
    }

    /// The file `expected.json`.
    var json: String {
        var fields = ["\"kind\": \(Self.quoted(kind))"]
        if let title { fields.append("\"title\": \(Self.quoted(title))") }
        if !authors.isEmpty { fields.append("\"authors\": [\(authors.map(Self.quoted).joined(separator: ", "))]") }
        if let published { fields.append("\"published\": \(Self.quoted(published))") }
        if let language { fields.append("\"language\": \(Self.quoted(language))") }
        if let syndicatedFrom { fields.append("\"syndicated_from\": \(Self.quoted(syndicatedFrom))") }
        if let paywalled { fields.append("\"paywalled\": \(paywalled)") }
        let counts = removed.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value)" }
        fields.append("\"removed\": {\(counts.joined(separator: ", "))}")
        if !absent.isEmpty {
            fields.append("\"absent\": [\n    \(absent.map(Self.quoted).joined(separator: ",\n    "))\n  ]")
        }
        return "{\n  " + fields.joined(separator: ",\n  ") + "\n}\n"
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.string(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
