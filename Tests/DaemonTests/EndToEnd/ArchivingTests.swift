import Archive
import Foundation
import JSON
import SampleWeb
import Testing

/// Raw pages kept by the daemon, and read again.
@Suite struct ArchivingTests {
    @Test func theDaemonKeepsEveryArticlesPageAndMendsATornFile() async throws {
        let site = try await GeneratedPages.site(articles: 3)
        let desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\n[archive]\nkeep = \"30d\"",
            sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let first = try desk.run()
        try await eventually("all articles: \(first.errors)") { desk.files(".txt").count == 3 }
        first.signal(SIGKILL)
        #expect(try await first.ending() == .signal(SIGKILL))
        let file = try #require(try Self.files(desk).first)
        let whole = try Data(contentsOf: URL(filePath: file))
        let records = try Self.records(file)
        #expect(records.map(\.kind) == [.warcinfo, .response, .response, .response])
        for record in records.dropFirst() {
            let number = try #require(record["WARC-Target-URI"]?.split(separator: "/").last.flatMap { Int($0) })
            let message = try #require(HTTPMessage(record.block))
            #expect(String(decoding: message.body, as: UTF8.self) == GeneratedPages.article(number))
            #expect(record[Exchange.OwnField.source] == "piers")
            #expect(record[Exchange.OwnField.key] == "\(site.origin)/a/\(number)")
        }
        // As a power cut leaves it.
        try (whole + whole.prefix(70)).write(to: URL(filePath: file))
        let second = try desk.run()
        try await second.waitForLine("started")
        #expect(try await desk.stop(second) == .status(0))
        #expect(try Data(contentsOf: URL(filePath: file)) == whole)

        let batch = try await copydesk(["extract", "--batch", "--warc", file])
        let answers = try batch.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
        #expect(batch.ending == .status(0))
        #expect(answers.compactMap { $0["title"]?.string } == (1...3).map { "Inspection \($0) of the piers" })
        #expect(answers.compactMap { $0["url"]?.string } == (1...3).map { "\(site.origin)/a/\($0)" })
        #expect(answers.compactMap { $0["id"]?.string }.allSatisfy { $0.hasPrefix("urn:uuid:") })
        await site.stop()
    }

    @Test func withoutTheSettingNothingIsKept() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let desk = try NewsDesk()
        try desk.configure(sources: [("piers", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(!FileManager.default.fileExists(atPath: desk.path + "/state/archive"))
        await site.stop()
    }

    /// Other tools' files: plain, with pictures, redirects, requests and codings in between, and torn at the end.
    @Test(arguments: [["--warc"], []]) func aBatchTakesPagesFromForeignArchives(option: [String]) async throws {
        let page = GeneratedPages.article(1)
        let chunked = "\(String(page.utf8.count, radix: 16))\r\n\(page)\r\n0\r\n\r\n"
        let records = [
            record("warcinfo", "software: other\r\n", type: "application/warc-fields"),
            record("request", "GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n", type: "application/http; msgtype=request"),
            record("response", "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n"),
            record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{89}PNG"),
            record(
                "response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\(chunked)"
            ),
            record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\(page)"),
            record("resource", GeneratedPages.article(2), type: "text/html"),
            String(record("response", "HTTP/1.1 200 OK\r\n\r\n\(page)").dropLast(900)),
        ]
        let scratch = try ScratchDirectory()
        let file = try scratch.write(records.joined(), to: "crawl.warc")
        let batch = try await copydesk(["extract", "--batch"] + option + [file])
        let answers = try batch.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
        #expect(batch.ending == .status(0), "\(batch.errors)")
        #expect(
            answers.map { $0["title"]?.string } == ["Inspection 1 of the piers", nil, "Inspection 2 of the piers", nil])
        #expect(answers.map { $0["error"]?["code"]?.string } == [nil, "not-a-page", nil, "damaged-archive"])
        let absent = try await copydesk(["extract", "--batch"] + option + [scratch.path + "/absent"])
        #expect(absent.ending == .status(66))
    }

    @Test func requestsMayComeFromAFile() async throws {
        let scratch = try ScratchDirectory()
        let page = try scratch.write(GeneratedPages.article(1), to: "page.html")
        let file = try scratch.write("{\"id\": 7, \"path\": \"\(page)\"}\n", to: "requests.ndjson")
        let batch = try await copydesk(["extract", "--batch", file])
        #expect(batch.ending == .status(0) && batch.output.hasPrefix("{\"id\":7,"))
    }

    private func record(_ kind: String, _ block: String, type: String = "application/http; msgtype=response") -> String
    {
        "WARC/1.0\r\nWARC-Type: \(kind)\r\nWARC-Target-URI: https://a.example/a\r\nContent-Type: \(type)\r\n"
            + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
    }

    private static func files(_ desk: NewsDesk) throws -> [String] {
        let folder = ArchiveFolder(path: desk.path + "/state/archive")
        return try folder.files().map(folder.path(of:))
    }

    private static func records(_ file: String) throws -> [WARCRecord] {
        let reader = try WARCReader(path: file)
        var records: [WARCRecord] = []
        while let entry = try reader.next() { records.append(entry.record) }
        return records
    }
}
