import Foundation
import Testing

@testable import Archive

/// A folder that is removed with its last reference.
final class ArchiveScratch {
    let path = FileManager.default.temporaryDirectory.path + "/copydesk-archive-\(UUID().uuidString)"

    var folder: ArchiveFolder { ArchiveFolder(path: path) }

    deinit {
        // What is left in the temporary directory harms no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    func writer(at now: Int64 = start, limits: ArchiveWriter.Limits = .init()) throws -> ArchiveWriter {
        try ArchiveWriter(folder: folder, software: "copydesk/test", limits: limits, now: now)
    }

    func records() throws -> [WARCRecord] {
        try folder.files().flatMap { file -> [WARCRecord] in
            let reader = try WARCReader(path: folder.path(of: file))
            var records: [WARCRecord] = []
            while let entry = try reader.next() { records.append(entry.record) }
            return records
        }
    }

    /// 2026-05-01T10:00:00Z.
    static let start: Int64 = 1_777_629_600_000
}

func exchange(_ number: Int, body: String? = nil, status: Int = 200, at time: Int64 = ArchiveScratch.start) -> Exchange
{
    let text = status == 304 ? "" : body ?? "<p>Page \(number), with an “é”.</p>\r\n\r\nand more"
    var exchange = Exchange(
        url: "https://news.example/\(number)", timeMilliseconds: time + Int64(number),
        message: HTTPMessage(
            status: status,
            fields: [
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-Note", "a: b"),
                ("transfer-encoding", "chunked"), ("ETag", "\"\(number)\""),
            ], decoded: Array(text.utf8)), source: "news", key: "https://news.example/\(number)")
    exchange.remoteAddress = "203.0.113.7"
    return exchange
}

@Suite struct ArchiveTests {
    /// A combining mark behind a colon makes one character of both, and a field without a colon of the line.
    @Test func aFieldsNameEndsAtTheColonWhateverFollows() throws {
        let head = "HTTP/1.1 200 OK\r\nTitle:\u{301}a\r\nOther: \t\u{301}b\r\n\r\n"
        let message = try #require(HTTPMessage(Array(head.utf8)))
        #expect(message.fields.map(\.name) == ["Title", "Other"])
        #expect(message.fields.map { Array($0.value.unicodeScalars) } == [["\u{301}", "a"], ["\u{301}", "b"]])
    }

    @Test func whatIsKeptIsReadAgain() throws {
        let scratch = ArchiveScratch()
        let writer = try scratch.writer()
        for number in 1...3 { try writer.keep(exchange(number)) }
        let records = try scratch.records()
        #expect(records.map(\.kind) == [.warcinfo, .response, .response, .response])
        let second = records[2]
        #expect(
            second["WARC-Target-URI"] == "https://news.example/2" && second["warc-date"] == "2026-05-01T10:00:00.002Z")
        #expect(second[Exchange.OwnField.source] == "news" && second["WARC-IP-Address"] == "203.0.113.7")
        #expect(second["WARC-Payload-Digest"]?.hasPrefix("sha1:") == true)
        let message = try #require(HTTPMessage(second.block))
        #expect(message == exchange(2).message)
        #expect(message["Content-Encoding"] == nil && message["x-note"] == "a: b")
        #expect(String(decoding: message.body, as: UTF8.self).hasPrefix("<p>Page 2, with an “é”."))
        #expect(Set(records.compactMap { $0["WARC-Record-ID"] }).count == 4)
    }

    @Test func unchangedAndIdenticalPayloadsAreRevisits() throws {
        let scratch = ArchiveScratch()
        let writer = try scratch.writer()
        try writer.keep(exchange(1))
        try writer.keep(exchange(1, status: 304))
        try writer.keep(exchange(2, body: "<p>Page 1, with an “é”.</p>\r\n\r\nand more"))
        try writer.keep(exchange(9, status: 304))  // Nothing is known of it.
        let records = try scratch.records().dropFirst()
        #expect(records.map(\.kind) == [.response, .revisit, .revisit, .revisit])
        let profiles = records.dropFirst().map { $0["WARC-Profile"]?.split(separator: "/").last.map(String.init) }
        #expect(profiles == ["server-not-modified", "identical-payload-digest", "server-not-modified"])
        let first = records[records.startIndex]
        for revisit in records.dropFirst().prefix(2) {
            #expect(revisit["WARC-Refers-To-Target-URI"] == first["WARC-Target-URI"])
            #expect(revisit["WARC-Refers-To-Date"] == first["WARC-Date"])
            #expect(revisit["WARC-Payload-Digest"] == first["WARC-Payload-Digest"])
            #expect(HTTPMessage(revisit.block)?.body == [])
        }
        #expect(records.last?["WARC-Refers-To-Target-URI"] == nil)
    }

    /// A crash may leave any beginning of the last record.
    @Test func aTornLastRecordIsCutAtTheNextStart() throws {
        let scratch = ArchiveScratch()
        let file: String
        let whole: Int
        do {
            let writer = try scratch.writer()
            try writer.keep(exchange(1))
            file = scratch.folder.path(of: try #require(try scratch.folder.files().first))
            whole = try Data(contentsOf: URL(filePath: file)).count
            try writer.keep(exchange(2))
        }
        let bytes = try Data(contentsOf: URL(filePath: file))
        for end in [whole, whole + 1, whole + 9, whole + 60, bytes.count - 9, bytes.count - 1] {
            try bytes.prefix(end).write(to: URL(filePath: file))
            let writer = try scratch.writer()
            #expect(try Data(contentsOf: URL(filePath: file)) == bytes.prefix(whole), "cut at \(end)")
            try writer.keep(exchange(3))
            let records = try scratch.records()
            #expect(
                records.compactMap { $0["WARC-Target-URI"] } == ["https://news.example/1", "https://news.example/3"])
            let newest = try #require(try scratch.folder.files().last)
            try FileManager.default.removeItem(atPath: scratch.folder.path(of: newest))
        }
        // A whole last record stays, and one that holds nothing whole goes.
        try bytes.write(to: URL(filePath: file))
        _ = try scratch.writer()
        #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
        try bytes.prefix(20).write(to: URL(filePath: file))
        _ = try scratch.writer()
        #expect(try scratch.folder.files().isEmpty)
    }

    @Test func whatAnEarlierRunKeptIsNotKeptAgain() throws {
        let scratch = ArchiveScratch()
        try scratch.writer().keep(exchange(1))
        try scratch.writer().keep(exchange(1, at: ArchiveScratch.start + 5000))
        #expect(try scratch.records().compactMap(\.kind) == [.warcinfo, .response, .warcinfo, .revisit])
    }

    @Test func filesEndByAgeAndSizeAndLeaveByAge() throws {
        let scratch = ArchiveScratch()
        var limits = ArchiveWriter.Limits()
        limits.fileBytes = 2000
        let writer = try scratch.writer(limits: limits)
        let noise = (0..<3000).map { _ in String(UnicodeScalar(UInt8.random(in: 0x41...0x5A))) }.joined()
        try writer.keep(exchange(1, body: noise))
        try writer.keep(exchange(2))  // The first file is full.
        try writer.keep(exchange(3))
        try writer.keep(exchange(4, at: ArchiveScratch.start + 86_400_000))  // A day later.
        let files = try scratch.folder.files()
        #expect(
            files == [
                "copydesk-00000001-20260501.warc.gz", "copydesk-00000002-20260501.warc.gz",
                "copydesk-00000003-20260502.warc.gz",
            ])
        let day: Int64 = 86_400_000
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        #expect(try writer.purge(keep: 30 * day, now: now) == 0)
        #expect(try writer.purge(keep: 30 * day, now: now + 31 * day) == 2)
        #expect(try scratch.folder.files() == files.suffix(1))
    }

    @Test(arguments: [
        ("2026-05-01T10:00:00.123Z", Int64(1_777_629_600_123)), ("2026-05-01T10:00:00Z", 1_777_629_600_000),
        ("1969-12-31T23:59:59.999Z", -1),
    ])
    func datesAreReadAndWritten(text: String, milliseconds: Int64) {
        #expect(WARCDate.milliseconds(text) == milliseconds)
        #expect(WARCDate.milliseconds(WARCDate.text(milliseconds: milliseconds)) == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-05-01", "2026-13-01T10:00:00Z", "2026-05-01T10:00:00+02:00", "999999999999-01-01T00:00:00Z",
    ])
    func whatIsNoDateIsNone(text: String) { #expect(WARCDate.milliseconds(text) == nil) }
}

@Suite struct WARCReaderTests {
    private func read(_ bytes: [UInt8]) throws -> (records: [WARCRecord], failure: WARCReader.Failure?) {
        let path = FileManager.default.temporaryDirectory.path + "/copydesk-\(UUID().uuidString).warc"
        try Data(bytes).write(to: URL(filePath: path))
        defer { unlink(path) }
        var records: [WARCRecord] = []
        do throws(WARCReader.Failure) {
            let reader = try WARCReader(path: path)
            while let entry = try reader.next() { records.append(entry.record) }
            return (records, nil)
        } catch {
            return (records, error)
        }
    }

    /// As other tools write them: other versions, other line ends and spacing, folded fields, not compressed.
    @Test func otherToolsFilesAreRead() throws {
        let text = """
            WARC/1.0\r\nWARC-Type:response\r\nwarc-target-uri:  https://a.example/\r\nX-Folded: one\r\n two\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n\
            WARC/0.18\nwarc-type: Resource\nContent-Length: 0\n\n\n\nWARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nok
            """
        let (records, failure) = try read(Array(text.utf8))
        #expect(failure == nil)
        #expect(records.map(\.kind) == [.response, .resource, nil])
        #expect(records.first?["WARC-Target-URI"] == "https://a.example/" && records.first?["x-folded"] == "one two")
        #expect(records.map { String(decoding: $0.block, as: UTF8.self) } == ["hello", "", "ok"])
    }

    @Test(arguments: [
        ("no archive", "<html>", 0), ("no length", "WARC/1.1\r\nWARC-Type: response\r\n\r\n", 0),
        ("a length that lies", "WARC/1.1\r\nContent-Length: 9\r\n\r\nshort", 0),
        ("a negative length", "WARC/1.1\r\nContent-Length: -1\r\n\r\n", 0),
        ("a head without end", "WARC/1.1\r\n" + String(repeating: "a", count: 200_000), 0),
        ("the second torn", "WARC/1.1\r\nContent-Length: 1\r\n\r\na\r\n\r\nWARC/1.1\r\nCont", 1),
    ])
    func damageEndsTheReading(what: String, text: String, whole: Int) throws {
        let (records, failure) = try read(Array(text.utf8))
        #expect(records.count == whole && failure != nil, "\(what)")
    }

    @Test func aHugeRecordIsRefused() throws {
        let (_, failure) = try read(Array("WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n".utf8))
        #expect(failure == .tooLarge(offset: 0))
        // A bomb: a record of zeros that is small when compressed.
        var bomb = WARCRecord()
        bomb.add("WARC-Type", "response")
        bomb.block = [UInt8](repeating: 0, count: WARCReader.limitBytes + (1 << 20))
        #expect(try read(try #require(GzipMember.compressed(bomb.bytes))).failure == .tooLarge(offset: 0))
    }

    @Test func aFieldCannotBeginAnother() throws {
        var record = WARCRecord()
        record.add("WARC-Target-URI", "https://a.example/\r\nWARC-Type: warcinfo")
        record.block = [1]
        let (records, _) = try read(record.bytes)
        #expect(records.count == 1 && records.first?.kind == nil)
    }
}

@Suite struct HTTPMessageTests {
    private static let body = Array("<p>A body that is long enough to be worth it.</p>".utf8)

    private func message(_ fields: String, _ body: [UInt8]) throws -> HTTPMessage {
        try #require(HTTPMessage(Array("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n".utf8) + body))
    }

    @Test func bodiesAreDecodedAsTheServerSentThem() throws {
        let zipped = try #require(GzipMember.compressed(Self.body))
        let half = Self.body.count / 2
        let chunks =
            Array("\(String(half, radix: 16));x=y\r\n".utf8) + Self.body.prefix(half)
            + Array("\r\n\(String(Self.body.count - half, radix: 16))\r\n".utf8) + Self.body.dropFirst(half)
            + Array("\r\n0\r\n\r\n".utf8)
        let table: [(fields: String, body: [UInt8])] = [
            ("Server: a", Self.body), ("Content-Encoding: gzip", zipped), ("content-encoding: GZIP", Self.body),
            ("Transfer-Encoding: chunked", chunks), ("Transfer-Encoding: chunked", Self.body),
            ("Content-Encoding: identity", Self.body),
        ]
        for row in table {
            #expect(try message(row.fields, row.body).decodedBody(limit: 1000) == Self.body, "\(row.fields)")
        }
        for (fields, body) in [
            ("Content-Encoding: br", Self.body), ("Content-Encoding: gzip", Array(zipped.dropLast(9))),
        ] {
            #expect(throws: HTTPMessage.Undecodable.self) { try message(fields, body).decodedBody(limit: 1000) }
        }
        #expect(throws: HTTPMessage.Undecodable.self) {
            try message("Content-Encoding: gzip", zipped).decodedBody(limit: 9)
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 many\r\n\r\n", "\r\n\r\n"])
    func whatIsNoResponseIsNone(text: String) { #expect(HTTPMessage(Array(text.utf8)) == nil) }
}
