import Testing

@testable import Worker

@Suite struct MessageTests {
    static let jobs = [
        Job(id: 0, operation: .extract, body: []),
        Job(id: 1, operation: .extract, body: Array("<p>Ä".utf8)),
        Job(id: .max, operation: .explain, fields: ["url": "https://a.example/"], body: [0]),
        Job(
            id: 7, operation: .clean, fields: ["charset": "", "format": "json", "": "ü\u{0}\u{1F4F0}"], body: [1, 2, 3]),
        Job(id: 8, operation: .feed, body: [UInt8](repeating: 0xFF, count: 100_000)),
        Job(id: 9, operation: Job.Operation(rawValue: 255), body: Array("unknown operations pass".utf8)),
    ]

    @Test(arguments: jobs) func jobComesBackFromItsFrame(job: Job) throws {
        #expect(try Job(decoding: payload(job.frame())) == job)
    }

    static let replies = [
        Reply(id: 0),
        Reply(id: .max, body: [1]),
        Reply(id: 3, outcome: .refused(code: "", message: "")),
        Reply(id: 4, outcome: .refused(code: "not-html", message: "Das ist ein PDF – kein HTML."), body: [0, 255]),
        Reply(id: 5, body: [UInt8](repeating: 0, count: 100_000)),
        reply(Work(bytes: .max, times: Work.Stage.allCases.map { Work.Time($0, nanoseconds: .max) })),
        reply(Work(bytes: 7, times: [Work.Time(.robots, nanoseconds: 1 << 33 | 5)])),
    ]

    private static func reply(_ work: Work) -> Reply {
        var reply = Reply(id: 6, body: [1])
        reply.work = work
        return reply
    }

    @Test(arguments: replies) func replyComesBackFromItsFrame(reply: Reply) throws {
        #expect(try Reply(decoding: payload(reply.frame())) == reply)
    }

    @Test(arguments: jobs) func noPrefixOfAJobIsAJob(job: Job) throws {
        let whole = try payload(job.frame())
        for length in whole.indices.prefix(200) {
            #expect(throws: WorkerError.truncated) { try Job(decoding: Array(whole[..<length])) }
        }
        #expect(throws: WorkerError.trailingBytes(1)) { try Job(decoding: whole + [0]) }
    }

    @Test(arguments: replies) func noPrefixOfAReplyIsAReply(reply: Reply) throws {
        let whole = try payload(reply.frame())
        for length in whole.indices.prefix(200) {
            #expect(throws: WorkerError.truncated) { try Reply(decoding: Array(whole[..<length])) }
        }
        #expect(throws: WorkerError.trailingBytes(2)) { try Reply(decoding: whole + [0, 0]) }
    }

    /// id 1, operation 1, then the number of fields.
    private static let begin: [UInt8] = [1, 0, 0, 0, 1]

    static let badJobs = [
        BadBytes("nothing", [], .truncated),
        BadBytes("half an id", [1, 0], .truncated),
        BadBytes("no body", begin + [0], .truncated),
        BadBytes("a body longer than there is", begin + [0, 2, 0, 0, 0, 9], .truncated),
        BadBytes("a body of 4 GiB", begin + [0, 255, 255, 255, 255], .truncated),
        BadBytes("a field of which there is nothing", begin + [1], .truncated),
        BadBytes("a name longer than there is", begin + [1, 9, 0, 0, 0, 65], .truncated),
        BadBytes("a name over its cap", begin + [1, 65, 0, 0, 0], .tooLong(bytes: 65, limitBytes: 64)),
        BadBytes(
            "a name of 4 GiB", begin + [1, 255, 255, 255, 255], .tooLong(bytes: 4_294_967_295, limitBytes: 64)),
        BadBytes(
            "a value over its cap", begin + [1, 0, 0, 0, 0, 1, 0, 16, 0],
            .tooLong(bytes: 1_048_577, limitBytes: 1_048_576)),
        BadBytes("a name in Latin-1", begin + [1, 1, 0, 0, 0, 0xE4], .malformed("a field's name is not UTF-8")),
        BadBytes(
            "a value that is a lone surrogate", begin + [1, 0, 0, 0, 0, 3, 0, 0, 0, 0xED, 0xA0, 0x80],
            .malformed("a field's value is not UTF-8")),
        BadBytes("65 fields", begin + [65], .malformed("65 fields")),
        BadBytes("255 fields", begin + [255], .malformed("255 fields")),
        BadBytes(
            "the same field twice", begin + [2, 1, 0, 0, 0, 65, 0, 0, 0, 0, 1, 0, 0, 0, 65, 0, 0, 0, 0],
            .malformed("a field comes twice")),
        BadBytes("a byte after the body", begin + [0, 0, 0, 0, 0, 0], .trailingBytes(1)),
    ]

    @Test(arguments: badJobs) func badJobIsRefused(row: BadBytes) {
        #expect(throws: row.error) { try Job(decoding: row.bytes) }
    }

    static let badReplies = [
        BadBytes("nothing", [], .truncated),
        BadBytes("only an id", [1, 0, 0, 0], .truncated),
        BadBytes("outcome 2", [1, 0, 0, 0, 2, 0, 0, 0, 0], .malformed("outcome 2")),
        BadBytes("outcome 255", [1, 0, 0, 0, 255], .malformed("outcome 255")),
        BadBytes("no body", [1, 0, 0, 0, 0], .truncated),
        BadBytes("no body behind the work", [1, 0, 0, 0, 0] + noWork, .truncated),
        BadBytes("a body longer than there is", [1, 0, 0, 0, 0] + noWork + [1, 0, 0, 0], .truncated),
        BadBytes("a code over its cap", [1, 0, 0, 0, 1, 65, 0, 0, 0], .tooLong(bytes: 65, limitBytes: 64)),
        BadBytes("a code in Latin-1", [1, 0, 0, 0, 1, 1, 0, 0, 0, 0xFC], .malformed("the code is not UTF-8")),
        BadBytes(
            "a message over its cap", [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0],
            .tooLong(bytes: 65_537, limitBytes: 65_536)
        ),
        BadBytes("a refusal without a message", [1, 0, 0, 0, 1, 0, 0, 0, 0], .truncated),
        BadBytes(
            "a message in Latin-1", [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0xFC],
            .malformed("the message is not UTF-8")),
        BadBytes("a byte after the body", [1, 0, 0, 0, 0] + noWork + [0, 0, 0, 0, 9], .trailingBytes(1)),
        BadBytes(
            "a stage that there is not", [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 200] + anHour, .malformed("stage 200")),
        BadBytes(
            "a stage that comes twice", [1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3] + anHour + [3] + anHour,
            .malformed("a stage comes twice")),
        BadBytes("more stages than there are", [1, 0, 0, 0, 0, 0, 0, 0, 0, 255, 3] + anHour, .truncated),
    ]
    /// No bytes and no times.
    private static let noWork: [UInt8] = [0, 0, 0, 0, 0]
    private static let anHour: [UInt8] = [0, 160, 184, 48, 70, 3, 0, 0]

    @Test(arguments: badReplies) func badReplyIsRefused(row: BadBytes) {
        #expect(throws: row.error) { try Reply(decoding: row.bytes) }
    }

    @Test func whatIsOverACapIsNotSent() {
        var manyFields = Job(id: 1, operation: .clean, body: [])
        for number in 0...Job.fieldLimit { manyFields["\(number)"] = "" }
        let longName = Job(id: 1, operation: .clean, fields: [String(repeating: "n", count: 65): ""], body: [])
        let longCode = Reply(id: 1, outcome: .refused(code: String(repeating: "c", count: 65), message: ""))
        #expect(throws: WorkerError.malformed("65 fields")) { try manyFields.frame() }
        #expect(throws: WorkerError.tooLong(bytes: 65, limitBytes: 64)) { try longName.frame() }
        #expect(throws: WorkerError.tooLong(bytes: 65, limitBytes: 64)) { try longCode.frame() }
    }

    @Test func fieldsAreSetChangedAndRemovedByName() {
        var job = Job(id: 1, operation: .extract, fields: ["url": "a", "charset": "b"], body: [])
        job["url"] = "c"
        job["charset"] = nil
        job["missing"] = nil
        job["format"] = "json"
        #expect(job.fields == [Job.Field(name: "url", value: "c"), Job.Field(name: "format", value: "json")])
        #expect(job["charset"] == nil)
    }

    private func payload(_ frame: [UInt8]) -> [UInt8] {
        Array(frame.dropFirst(Frame.headerLength))
    }
}
