import Foundation
import Testing

@testable import Archive

/// One article's page out of an archive of many.
@Suite struct KeptPageTests {
    private let scratch = ArchiveScratch()
    private static let hour: Int64 = 3_600_000

    private func page(_ number: Int, near time: Int64) throws -> KeptPage? {
        try scratch.folder.page(key: "https://news.example/\(number)", near: time)
    }

    private func text(_ page: KeptPage?) -> String? { page.map { String(decoding: $0.message.body, as: UTF8.self) } }

    @Test func theFetchNearestToTheMomentIsFound() throws {
        let writer = try scratch.writer()
        let times = [0, 1, 2].map { ArchiveScratch.start + $0 * Self.hour / 2 }
        for (visit, time) in times.enumerated() {
            try writer.keep(exchange(1, body: "visit \(visit)", at: time))
            try writer.keep(exchange(2, body: "other \(visit)", at: time))
        }
        for (visit, time) in times.enumerated() {
            let found = try page(1, near: time)
            #expect(text(found) == "visit \(visit)")
            #expect(found?.url == "https://news.example/1" && found?.timeMilliseconds == time + 1)
        }
        #expect(try text(page(2, near: times[1] + 9)) == "other 1")
        #expect(try page(3, near: times[0]) == nil)
    }

    /// A payload that was kept before, under whichever address, is not kept again.
    @Test func aRevisitLeadsToWhereThePayloadIs() throws {
        let writer = try scratch.writer()
        try writer.keep(exchange(1, body: "the same"))
        try writer.keep(exchange(2, body: "the same"))
        let found = try page(2, near: ArchiveScratch.start)
        #expect(text(found) == "the same" && found?.url == "https://news.example/1")
    }

    @Test func aRecordBehindTheChangeOfFilesIsFound() throws {
        var limits = ArchiveWriter.Limits()
        limits.fileBytes = 1
        let writer = try scratch.writer(limits: limits)
        for number in 1...4 { try writer.keep(exchange(number)) }
        #expect(try scratch.folder.files().count == 4)
        let files = try scratch.folder.files()
        for (number, file) in zip(Int64(1)..., files) {
            let written = Date(timeIntervalSince1970: Double(ArchiveScratch.start / 1000 + number * 10))
            try FileManager.default.setAttributes(
                [.modificationDate: written], ofItemAtPath: scratch.folder.path(of: file))
        }
        // Files of before are not read.
        try Data("no archive".utf8).write(to: URL(filePath: scratch.folder.path(of: files[0])))
        let long = Date(timeIntervalSince1970: Double(ArchiveScratch.start / 1000 - 1000))
        try FileManager.default.setAttributes(
            [.modificationDate: long], ofItemAtPath: scratch.folder.path(of: files[0]))
        #expect(try page(3, near: ArchiveScratch.start + 20_000) != nil)
        #expect(try page(1, near: ArchiveScratch.start) == nil)
    }

    @Test func whatIsTornIsTheEnd() throws {
        let writer = try scratch.writer()
        for number in 1...2 { try writer.keep(exchange(number)) }
        let file = scratch.folder.path(of: try #require(try scratch.folder.files().first))
        let bytes = try Data(contentsOf: URL(filePath: file))
        try bytes.dropLast(20).write(to: URL(filePath: file))
        #expect(try page(1, near: ArchiveScratch.start) != nil)
        #expect(try page(2, near: ArchiveScratch.start) == nil)
        #expect(try ArchiveFolder(path: "/nonexistent").page(key: "k", near: 0) == nil)
    }

    @Test func theSearchEndsWhenItIsToldTo() throws {
        let writer = try scratch.writer()
        for number in 1...3 { try writer.keep(exchange(number)) }
        var asked = 0
        let found = try scratch.folder.page(key: "https://news.example/3", near: ArchiveScratch.start) {
            asked += 1
            return asked > 2
        }
        #expect(found == nil && asked == 3)
    }
}
