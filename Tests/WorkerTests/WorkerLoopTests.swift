import Glibc
import Testing

@testable import Worker

/// The loop over real pipes; all that goes in fits into a pipe, so no second thread is needed.
@Suite struct WorkerLoopTests {
    @Test func reportsReadyAnswersInOrderAndEndsWithItsInput() throws {
        let jobs = [Job(id: 5, operation: .clean, body: [1]), Job(id: 6, operation: .clean, body: [2])]
        let (error, frames) = try run(jobs.flatMap { try $0.frame() }, note: "slow") {
            Reply(id: 0, body: $0.body + [0])
        }
        #expect(error == nil)
        #expect(frames.map(\.kind) == [.ready, .reply, .reply])
        #expect(frames.first?.payload == Array("slow".utf8))
        let replies = try frames.dropFirst().map { try Reply(decoding: $0.payload) }
        #expect(replies == [Reply(id: 5, body: [1, 0]), Reply(id: 6, body: [2, 0])])
    }

    static let badInputs = [
        BadBytes("garbage", Array("GET / HTTP/1.1\r\n\r\n".utf8), .notAFrame),
        BadBytes("half a header", [0x43, 0x44, 2], .truncated),
        BadBytes("a header without its payload", [0x43, 0x44, 2, 2, 9, 0, 0, 0], .truncated),
        BadBytes("part of a payload", [0x43, 0x44, 2, 2, 9, 0, 0, 0, 1, 2, 3], .truncated),
        BadBytes("64 MiB announced, nothing there", [0x43, 0x44, 2, 2, 0, 0, 0, 4], .truncated),
        BadBytes(
            "more than the cap announced", [0x43, 0x44, 2, 2, 0, 0, 0, 8],
            .tooLong(bytes: 134_217_728, limitBytes: 67_108_864)),
        BadBytes("an empty job", [0x43, 0x44, 2, 2, 0, 0, 0, 0], .truncated),
        BadBytes("a reply instead of a job", [0x43, 0x44, 2, 3, 0, 0, 0, 0], .unexpectedKind(3)),
        BadBytes("ready instead of a job", [0x43, 0x44, 2, 1, 0, 0, 0, 0], .unexpectedKind(1)),
    ]

    @Test(arguments: badInputs) func endsAtBadInputWithoutAnswering(row: BadBytes) throws {
        let (error, frames) = try run(row.bytes) { Reply(id: $0.id) }
        #expect(error == row.error)
        #expect(error?.exitStatus == 65)
        #expect(frames.map(\.kind) == [.ready])
    }

    @Test func answersWhatCameBeforeBadInput() throws {
        let (error, frames) = try run(try Job(id: 1, operation: .feed, body: []).frame() + [1]) { Reply(id: $0.id) }
        #expect(error == .truncated)
        #expect(frames.map(\.kind) == [.ready, .reply])
    }

    @Test func closedInputAndOutputAreErrorsOfTheirOwn() {
        #expect(throws: WorkerError.inputOutput(code: EBADF)) { try FramePipe(input: -1, output: -1).read() }
        #expect(throws: WorkerError.inputOutput(code: EBADF)) { try FramePipe(input: -1, output: -1).write([0]) }
    }

    @Test func confinementComesBackFromItsArguments() throws {
        for confinement in [
            Confinement(), Confinement(memoryLimitBytes: 512 << 20),
            Confinement(memoryLimitBytes: 1, cpuLimitSeconds: 7, parentProcess: 77),
            Confinement(allowsUnconfined: true),
        ] {
            #expect(try Confinement(arguments: confinement.arguments) == confinement)
        }
    }

    @Test func withoutAnyWallAWorkerRefusesUnlessItIsAllowed() throws {
        for (files, calls) in [(true, true), (true, false), (false, true)] {
            try Confinement().judge(hasFileWall: files, hasCallWall: calls)
        }
        #expect(throws: WorkerError.noWalls) { try Confinement().judge(hasFileWall: false, hasCallWall: false) }
        try Confinement(allowsUnconfined: true).judge(hasFileWall: false, hasCallWall: false)
    }

    @Test(arguments: [
        ["--memory-bytes"], ["--memory-bytes", "much"], ["--memory-bytes", "0"], ["--parent-process", "-1"],
        ["--verbose", "1"], ["page.html"],
    ])
    func wrongArgumentsAreUsageErrors(arguments: [String]) {
        #expect { try Confinement(arguments: arguments) } throws: { ($0 as? WorkerError)?.exitStatus == 64 }
    }

    /// Runs the loop until it ends by itself, on `input` and then the end of it.
    private func run(
        _ input: [UInt8], note: String = "", handler: (Job) -> Reply
    ) throws -> (error: WorkerError?, frames: [Frame]) {
        var toLoop: [Int32] = [0, 0]
        var fromLoop: [Int32] = [0, 0]
        try #require(pipe(&toLoop) == 0 && pipe(&fromLoop) == 0)
        try FramePipe(input: -1, output: toLoop[1]).write(input)
        close(toLoop[1])
        var error: WorkerError?
        do throws(WorkerError) {
            try WorkerLoop.run(input: toLoop[0], output: fromLoop[1], note: note, handler: handler)
        } catch let thrown {
            error = thrown
        }
        close(toLoop[0])
        close(fromLoop[1])
        var frames: [Frame] = []
        let reader = FramePipe(input: fromLoop[0], output: -1)
        while let frame = try reader.read() { frames.append(frame) }
        close(fromLoop[0])
        return (error, frames)
    }
}
