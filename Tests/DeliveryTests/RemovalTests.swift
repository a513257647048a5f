import Foundation
import Testing

@testable import Delivery

/// Files of articles that are taken away, and what is kept of them in the output directory.
@Suite struct RemovalTests {
    let output: OutputDirectory

    init() throws {
        output = try OutputDirectory()
    }

    private func store() throws -> ArticleStore {
        var options = ArticleStore.Options()
        options.formats = [.html, .md]
        options.offersNew = true
        return try ArticleStore(directory: output.path, options: options)
    }

    private func deliver(_ article: DeliveredArticle, by store: ArticleStore) throws -> String {
        let staged = try store.stage(article, as: 1, now: now)
        try store.publish(staged)
        return try #require(staged.files.last?.path)
    }

    private func remove(_ texts: [String], by store: ArticleStore) throws {
        var removal = try store.removal()
        try removal.remove(texts)
        try removal.finish()
    }

    @Test func allFilesOfAllRevisionsGoAndNoOthers() throws {
        let store = try store()
        let first = try deliver(article(), by: store)
        var second = article(paragraphs: ["It did not."])
        second.revision = .init(number: 2, firstPath: first, formerPath: first, changes: nil)
        let texts = [try deliver(second, by: store), first]
        let other = try deliver(article("Another", key: "daily.example/other"), by: store)
        let files = try output.files()
        #expect(files.count == 3 * 5, "text, JSON, HTML, Markdown and new/")
        let sizes = try texts.map { try output.read($0).utf8.count + output.read(json(of: $0)).utf8.count }
        #expect(try store.size(of: texts) > sizes.reduce(0, +))

        // That a consumer took some away does not matter, and it can be repeated.
        try FileManager.default.removeItem(atPath: output.path + "/" + json(of: first))
        for _ in 0..<2 { try remove(texts, by: store) }
        let id = try PublicID.make(key: "daily.example/other")
        #expect(try output.files() == files.filter { $0.contains(id) })
        #expect(try store.text(at: other, sha256: SHA256.hex(output.read(other))) != nil)
        #expect(try store.size(of: texts) == 0)
    }

    @Test func directoriesThatAreEmptyNowGo() throws {
        let store = try store()
        var old = article(key: "daily.example/old")
        old.published = "2024-12-31"
        let texts = [try deliver(old, by: store), try deliver(article(), by: store)]
        try remove([texts[0]], by: store)
        #expect(try directories() == ["articles/daily", "articles/daily/2026", "articles/daily/2026/05", day])
        try remove([texts[1]], by: store)
        #expect(try directories().isEmpty)
        _ = try deliver(article(), by: store)
    }

    private let day = "articles/daily/2026/05/01"

    @Test func whatSomebodyPlantedIsNotFollowedNorEntered() throws {
        let store = try store()
        let text = try deliver(article(), by: store)
        let elsewhere = try OutputDirectory()
        try elsewhere.write("mine", to: "kept.txt")
        let name = String(text.dropFirst(day.count + 1))
        // In place of the Markdown a link, in place of the HTML a directory.
        let files = FileManager.default
        for suffix in ["md", "html"] { try files.removeItem(atPath: path(text, suffix)) }
        try files.createSymbolicLink(atPath: path(text, "md"), withDestinationPath: elsewhere.path + "/kept.txt")
        try files.createDirectory(atPath: path(text, "html"), withIntermediateDirectories: false)
        try remove([text], by: store)
        #expect(try elsewhere.read("kept.txt") == "mine")
        #expect(try files.contentsOfDirectory(atPath: output.path + "/" + day) == [name.dropLast(3) + "html"])

        // In place of the day a link to a directory that has such a file.
        try files.removeItem(atPath: output.path + "/" + day)
        try files.createSymbolicLink(atPath: output.path + "/" + day, withDestinationPath: elsewhere.path)
        try elsewhere.write("mine", to: name)
        #expect(throws: DeliveryError.self) { try remove([text], by: store) }
        #expect(throws: DeliveryError.self) { try remove(["articles/../../x.txt"], by: store) }
        #expect(try elsewhere.read(name) == "mine")
    }

    @Test func tombstonesAreReadAgainAndATornOneIsNone() throws {
        let store = try store()
        var first = Tombstone(
            id: "a", key: "daily.example/a", source: "daily", url: "https://daily.example/a", deliveredMilliseconds: 5)
        first.aliases = ["daily.example/\"b\"\n"]
        first.guid = "g"
        first.fingerprint = .min
        first.signature = .init(shingles: 40, minima: Data([0, 255]), buckets: [.min, 7])
        var second = first
        second.id = "b"
        try store.bury([first], now: now)
        let file = ".purged/2026-05-02.ndjson"
        let whole = try output.read(file)
        try output.write(whole + whole.dropLast(9), to: file)
        try store.bury([second], now: now)
        try store.bury([first, second], now: now + 86_400_000)
        var found: [Tombstone] = []
        try store.forEachTombstone { found.append($0) }
        #expect(found == [first, second, first, second])
    }

    private func path(_ text: String, _ suffix: String) -> String { output.path + "/" + text.dropLast(3) + suffix }

    private func json(of text: String) -> String { text.dropLast(3) + "json" }

    private func directories() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: output.path).filter { name in
            let type = try FileManager.default.attributesOfItem(atPath: output.path + "/" + name)[.type]
            return name.hasPrefix("articles/") && type as? FileAttributeType == .typeDirectory
        }.sorted()
    }
}
