import Foundation

@testable import Delivery

/// An output directory that is removed with its last reference.
final class OutputDirectory: Sendable {
    let path: String

    /// - Parameter parent: where it is made; among the temporary files without it.
    init(in parent: String? = nil) throws {
        path = (parent ?? FileManager.default.temporaryDirectory.path) + "/copydesk-output-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What is left in the temporary directory harms no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        let file = path + "/" + name
        let parent = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    /// All regular files below, relative and in order.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
            return attributes[.type] as? FileAttributeType == .typeRegular
        }.sorted()
    }
}

/// 2026-05-02T00:30:00Z.
let now: Int64 = 1_777_681_800_000

func article(
    _ title: String? = "Bridge reopens", key: String = "daily.example/bridge", paragraphs: [String] = ["It did."]
) -> DeliveredArticle {
    var article = DeliveredArticle(
        source: "daily", key: key, url: "https://daily.example/news/bridge-story.html?x=1#top", title: title,
        paragraphs: paragraphs.map { .init($0) },
        fetch: .init(timeMilliseconds: now - 5000, status: 200, url: "https://www.daily.example/bridge"))
    article.published = "2026-05-01T23:30:00-01:00"
    return article
}
