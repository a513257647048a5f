import Foundation
import Testing

@testable import Ledger

/// A state directory that is removed with its last reference.
final class StateDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/copydesk-ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What is left in the temporary directory harms no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Opens the ledger for the length of `body` and closes it again, as a run of the daemon does.
    @discardableResult
    func run<Value>(_ body: (Ledger) throws -> Value) throws -> Value {
        try body(try Ledger(directory: path))
    }

    /// The same as the daemon opens it, which replaces a corrupt one.
    func run(lookingOverBytes: Int64, _ body: (Ledger) throws -> Void) throws {
        try body(try Ledger(directory: path, replacingCorrupt: true, lookingOverBytes: lookingOverBytes))
    }

    /// What a power cut leaves: the files as they are while the ledger is still open.
    func copy() throws -> StateDirectory {
        let copy = try StateDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != "lock" {
            try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path + "/" + name)
        }
        return copy
    }
}

let daily = SourceSeed(id: "daily", url: "https://daily.example/feed", kind: "feed")
let weekly = SourceSeed(id: "weekly", url: "https://weekly.example/sitemap.xml", kind: "sitemap")

func item(_ number: Int, guid: String? = nil) -> DiscoveredItem {
    DiscoveredItem(
        key: "daily.example/\(number)", url: "https://daily.example/\(number)?utm_source=feed", guid: guid,
        title: "Title \(number)", published: "2026-05-01T10:00:00+02:00")
}

func intent(_ article: Int64) -> DeliveryIntent {
    DeliveryIntent(
        article: article, publicID: "id\(article)",
        files: [
            .init(staged: "s\(article).json", path: "articles/daily/\(article).json", sha256: "aa"),
            .init(staged: "s\(article).txt", path: "articles/daily/\(article).txt", sha256: "bb"),
        ],
        fetchedMilliseconds: 77, event: "event \(article)")
}

extension Ledger {
    /// Registers `daily` and enters so many items.
    func seed(_ count: Int) throws -> [WaitingArticle] {
        try register(sources: [daily], now: 1)
        return try discover((0..<count).map { item($0) }, source: "daily", now: 2)
    }
}
