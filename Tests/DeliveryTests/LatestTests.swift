import Foundation
import Testing

@testable import Delivery

/// The links in `latest/`.
@Suite struct LatestTests {
    @Test func itHoldsLinksToTheseTextsAndNoOthers() throws {
        let output = try OutputDirectory()
        let store = try ArticleStore(directory: output.path)
        try store.link(latest: [])
        #expect(try !output.files().contains { $0.hasPrefix("latest/") })
        let texts = try (1...4).map { number in
            let staged = try store.stage(article(key: "daily.example/\(number)"), as: 1, now: now)
            try store.publish(staged)
            return try #require(staged.files.last?.path)
        }
        func linked() throws -> [String] { try output.files().filter { $0.hasPrefix("latest/") }.sorted() }
        func names(_ texts: [String]) -> [String] {
            texts.map { "latest/" + ($0.split(separator: "/").last ?? "") }.sorted()
        }
        try store.link(latest: Array(texts[0...2]))
        #expect(try linked() == names(Array(texts[0...2])))
        for text in texts[0...2] { #expect(try inode(output, text) == inode(output, names([text])[0])) }

        // One ages; a consumer takes a link, and a text; somebody leaves a file and a directory.
        let files = FileManager.default
        try files.removeItem(atPath: output.path + "/" + names([texts[1]])[0])
        try files.removeItem(atPath: output.path + "/" + texts[3])
        try output.write("mine", to: "latest/mine.txt")
        try files.createDirectory(atPath: output.path + "/latest/folder", withIntermediateDirectories: false)
        for _ in 0..<2 { try store.link(latest: Array(texts[1...3])) }
        #expect(try linked() == names([texts[1], texts[2]]))
        #expect(files.fileExists(atPath: output.path + "/latest/folder"))

        // What is removed from the articles stays readable until its link goes.
        try store.link(latest: [])
        #expect(try linked().isEmpty)
    }

    private func inode(_ output: OutputDirectory, _ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: output.path + "/" + name)[.systemFileNumber] as? Int
    }
}
