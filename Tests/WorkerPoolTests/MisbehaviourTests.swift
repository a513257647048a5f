import Glibc
import Testing
import Worker

@testable import WorkerPool

/// Whatever a worker does costs its own job and nothing else.
@Suite struct MisbehaviourTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let way: String
        let code: String
        /// Part of the failure's description.
        let text: String

        var testDescription: String { way }

        init(_ way: String, _ code: String, _ text: String) {
            self.way = way
            self.code = code
            self.text = text
        }
    }

    static let rows = [
        Row("spin", "cpu", "used more than 0.3 seconds of processor time"),
        Row("block", "timeout", "took longer than 2.0 seconds"),
        Row("segfault", "crash", "worker was ended by signal 11"),
        Row("abort", "crash", "worker was ended by signal 6"),
        Row("trap", "crash", "the page is [31mred"),
        Row("exit", "crash", "worker exited with status 3"),
        Row("garbage", "protocol", "the bytes are not a frame"),
        Row("partial", "timeout", "took longer than 2.0 seconds"),
        Row("wrong-id", "protocol", "reply to job 43, not 42"),
        Row("close-output", "protocol", "it closed its output"),
        Row("flood", "protocol", "it floods standard error"),
    ]

    /// A child's peak begins with its parent's, which says nothing about the worker.
    @Test func theOwnersMemoryIsNotTakenForTheWorkers() async throws {
        let ballast = [UInt8](repeating: 1, count: 200 << 20)
        let probes = try ProbePool { $0.memoryLimitBytes = 128 << 20 }
        guard case .failure(let failure) = await probes.run("abort") else {
            Issue.record("abort was answered")
            return
        }
        #expect(failure.code == "crash")
        await probes.shutdown()
        #expect(ballast.last == 1)
    }

    @Test(arguments: rows) func costsOneJobAndTheNextIsDone(row: Row) async throws {
        let probes = try ProbePool {
            if row.code == "timeout" { $0.wallLimit = .seconds(2) }
            $0.cpuLimit = row.way == "spin" ? .milliseconds(300) : .seconds(60)
        }
        guard case .failure(let failure) = await probes.run(row.way, id: 42) else {
            Issue.record("\(row.way) was answered")
            return
        }
        #expect(failure.code == row.code)
        #expect(failure.isJobsFault)
        #expect("\(failure)".contains(row.text))
        #expect("\(failure)".utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(await probes.run(id: 43, body: [9]) == .success(Reply(id: 43, body: [9])))
        await probes.shutdown()
        let statistics = probes.pool.statistics
        #expect(statistics.spawned == 2)
        #expect(statistics.killed + statistics.crashed == 1)
        #expect(statistics.failed == 1)
    }

    // AddressSanitizer reserves terabytes of address space for its shadow: under RLIMIT_AS the probe would not even start.
    @Test(.disabled(if: ProbePool.isSanitized, "a sanitizer needs the address space"))
    func growthEndsAtTheLimit() async throws {
        let probes = try ProbePool { $0.memoryLimitBytes = 128 << 20 }
        #expect(await probes.run("allocate") == .failure(.memoryExceeded(limitBytes: 128 << 20)))
        #expect(await probes.run(body: [9]) == .success(Reply(id: 1, body: [9])))
        await probes.shutdown()
    }

    @Test func aSecondAnswerEndsTheWorkerAndNotTheJob() async throws {
        let probes = try ProbePool()
        #expect(await probes.run("answer-twice", id: 5) == .success(Reply(id: 5)))
        await probes.shutdown()
        #expect(probes.pool.statistics.failed == 0)
    }

    @Test func talkOnStandardErrorIsNoFailure() async throws {
        let probes = try ProbePool()
        for id in UInt32(0)..<20 { #expect(await probes.run("mutter", id: id) == .success(Reply(id: id))) }
        await probes.shutdown()
        #expect(probes.pool.statistics.spawned == 1)
    }

    @Test func aWorkerKilledFromOutsideIsReplacedWithoutAFailedJob() async throws {
        let probes = try ProbePool()
        let process = try #require(pid_t(try await probes.ask("pid")))
        kill(process, SIGKILL)
        #expect(hasGone(process))
        var replacement = await probes.run("pid")
        // The job may have been given to the dead before the pool could know.
        if case .failure = replacement { replacement = await probes.run("pid") }
        #expect(try replacement.get().body != Array("\(process)".utf8))
        await probes.shutdown()
        #expect(probes.pool.statistics.crashed == 1)
    }
}
