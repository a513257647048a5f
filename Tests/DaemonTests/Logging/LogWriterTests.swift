import Foundation
import Logging
import Testing

@testable import Daemon

@Suite struct LogWriterTests {
    /// What a logger in front of a pipe writes for some calls, at a fixed time.
    private func output(
        _ format: LogFormat, level: LogLevel = .debug, _ body: (inout Logger, LogWriter) -> Void
    ) throws -> String {
        let pipe = Pipe()
        let writer = LogWriter(
            level: level, format: format, descriptor: pipe.fileHandleForWriting.fileDescriptor,
            unixMilliseconds: { 1_769_847_300_007 })
        var logger = Logger(label: "test") { _ in LineLogHandler(writer: writer) }
        body(&logger, writer)
        try pipe.fileHandleForWriting.close()
        return try String(decoding: pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }

    @Test func aPlainLineBeginsWithTheTime() throws {
        let text = try output(.plain) { logger, _ in
            logger.info(
                "saved", metadata: ["url": "https://a.example/x?y=1", "ms": "\(12)", "bytes": .stringConvertible(3)])
        }
        #expect(text == "2026-01-31T08:15:00.007Z info saved bytes=3 ms=12 url=\"https://a.example/x?y=1\"\n")
    }

    @Test(arguments: [
        (Logger.Level.critical, "<3>error m"), (.error, "<3>error m"), (.warning, "<4>warning m"),
        (.notice, "<5>notice m"), (.info, "<6>info m"), (.debug, "<7>debug m"),
    ]) func theJournalGetsItsPriority(_ level: Logger.Level, _ line: String) throws {
        #expect(try output(.journald) { logger, _ in logger.log(level: level, "m") } == line + "\n")
    }

    @Test func jsonLinesAreObjects() throws {
        let text = try output(.json) { logger, _ in
            logger.notice(
                "a \"b\" \\ ü",
                metadata: [
                    "count": .stringConvertible(3), "share": .stringConvertible(0.5), "ok": .stringConvertible(true),
                    "nan": .stringConvertible(Double.nan), "level": "high", "list": ["x", "y"], "at": ["line": "3"],
                ])
        }
        let expected =
            #"{"time":"2026-01-31T08:15:00.007Z","level":"notice","message":"a \"b\" \\ ü","at.line":"3","count":3,"#
            + #""level_":"high","list":"[\"x\", \"y\"]","nan":"nan","ok":true,"share":0.5}"# + "\n"
        #expect(text == expected)
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }

    /// Text from pages and servers, and how it stands in a line.
    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
        ("say \"hi\"", #""say \"hi\"""#), (#"a\b"#, #""a\\b""#), ("line\nfeed", "\"line feed\""),
        ("tab\there\r\n", "\"tab here  \""), ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("\u{9B}31m", "\u{FFFD}31m"),
        ("nul\u{0}", "nul\u{FFFD}"), ("del\u{7F}", "del\u{FFFD}"), ("\u{202E}evil", "\u{FFFD}evil"),
        ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"), ("a\u{2028}b", "\"a b\""), ("a\u{85}b", "\"a b\""),
        ("\u{E0041}", "\u{FFFD}"), ("\u{FEFF}x", "\u{FFFD}x"), ("می\u{200C}شود", "می\u{200C}شود"),
        ("naïve 日本", "\"naïve 日本\""),
        ("https://me:pw@a.example/p", "https://***@a.example/p"),
        (
            "from https://me@a.example/ to http://u:p@b.example",
            "\"from https://***@a.example/ to http://***@b.example\""
        ),
        ("https://a.example/@user", "https://a.example/@user"), ("mail me@a.example", "\"mail me@a.example\""),
        ("<6>fake", "<6>fake"),
    ]) func valuesFromOutsideAreCleaned(_ value: String, _ written: String) throws {
        let plain = try output(.journald) { logger, _ in logger.info("m", metadata: ["v": "\(value)"]) }
        #expect(plain == "<6>info m v=\(written)\n")
        let json = try output(.json) { logger, _ in logger.info("m", metadata: ["v": "\(value)"]) }
        #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
        #expect(json.unicodeScalars.filter { $0.value < 0x20 } == ["\n"])
    }

    @Test func aMessageCannotForgeALine() throws {
        let text = try output(.journald) { logger, _ in
            logger.info("x\n<3>error forged", metadata: ["a b\nc=\u{1B}": "v"])
        }
        #expect(text == "<6>info x <3>error forged a_b_c__=v\n")
    }

    @Test(arguments: ["password", "Authorization", "session_token", "set-cookie", "client_secret"])
    func secretsAreNeverWritten(_ key: String) throws {
        let text = try output(.plain) { logger, _ in
            logger.info("m", metadata: ["\(key)": "hunter2", "http": ["\(key)": "hunter2"]])
        }
        #expect(!text.contains("hunter2"))
        #expect(text.contains(" \(key)=[secret]"))
        #expect(text.contains(" http.\(key)=[secret]"))
    }

    @Test func longLinesStayWholeAndShort() throws {
        let long = String(repeating: "ü", count: 100_000)
        for format in [LogFormat.plain, .journald, .json] {
            let text = try output(format) { logger, _ in
                logger.info(
                    "\(long)", metadata: Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "\(long)") }))
            }
            #expect(text.utf8.count <= 4096)
            #expect(text.filter { $0 == "\n" }.count == 1)
            #expect(text.contains("…"))
            #expect(text.hasSuffix(format == .json ? ",\"cut\":true}\n" : " cut=true\n"))
        }
    }

    @Test func theLevelChangesForEveryLoggerWithoutItsOwn() throws {
        let text = try output(.journald, level: .warning) { logger, writer in
            logger.notice("quiet")
            writer.level = .info
            logger.info("heard")
            logger.logLevel = .error
            logger.warning("own level")
            logger.error("failed", metadata: ["a": "own"])
        }
        #expect(text == "<6>info heard\n<3>error failed a=own\n")
    }

    @Test func metadataOfTheLoggerIsMergedUnderTheEvents() throws {
        let text = try output(.journald) { logger, _ in
            logger[metadataKey: "source"] = "a.example"
            logger[metadataKey: "x"] = "1"
            logger.info("m", metadata: ["x": "2"])
        }
        #expect(text == "<6>info m source=a.example x=2\n")
    }

    @Test func linesOfManyThreadsNeverMix() throws {
        let text = try output(.journald) { logger, _ in
            let logger = logger
            DispatchQueue.concurrentPerform(iterations: 100) { logger.info("m", metadata: ["i": "\($0)"]) }
        }
        let lines = Set(text.split(separator: "\n").map(String.init))
        #expect(lines == Set((0..<100).map { "<6>info m i=\($0)" }))
    }

    /// A reader that is gone or stuck costs lines, not the daemon; the next line that gets through counts them.
    @Test func lostLinesAreCounted() throws {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        SignalSources.ignoreBrokenPipes()
        let writer = LogWriter(level: .info, format: .journald, descriptor: ends[0], unixMilliseconds: { 0 })
        let spare = dup(ends[1])
        close(ends[1])
        close(spare)
        writer.write(.info, "lost", [:])
        writer.write(.info, "lost as well", [:])
        var fresh: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &fresh) == 0)
        #expect(dup2(fresh[0], ends[0]) == ends[0])
        writer.write(.info, "heard", [:])
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = recv(fresh[1], &buffer, buffer.count, 0)
        // Both lines may have come in one call or in two.
        var text = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        if !text.contains("heard") {
            let more = recv(fresh[1], &buffer, buffer.count, 0)
            text += String(decoding: buffer.prefix(max(more, 0)), as: UTF8.self)
        }
        #expect(text == "<4>warning log lines lost lines=2\n<6>info heard\n")
        for descriptor in [ends[0], fresh[0], fresh[1]] { close(descriptor) }
    }

    @Test func theJournalIsRecognisedByItsStream() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        var status = stat()
        #expect(fstat(descriptor, &status) == 0)
        let own = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
        #expect(LogFormat.auto.resolved(environment: own, descriptor: descriptor) == .journald)
        let other = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino + 1)"]
        #expect(LogFormat.auto.resolved(environment: other, descriptor: descriptor) == .plain)
        #expect(LogFormat.auto.resolved(environment: [:], descriptor: descriptor) == .plain)
        #expect(LogFormat.json.resolved(environment: own, descriptor: descriptor) == .json)
        #expect(LogFormat.auto.resolved(environment: own, descriptor: -1) == .plain)
    }
}
