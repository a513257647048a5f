import Foundation
import Synchronization
import Testing
import Worker

@testable import WorkerPool

@Suite struct StartAndShutdownTests {
    @Test func aMissingExecutableIsNoPool() {
        #expect(throws: WorkerPoolError.noExecutable("/nonexistent/worker")) {
            try ProbePool(executable: "/nonexistent/worker")
        }
        #expect(throws: WorkerPoolError.noExecutable("/tmp")) { try ProbePool(executable: "/tmp") }
        #expect(throws: WorkerPoolError.noExecutable("worker-missing")) {
            try WorkerExecutable.locate("worker", override: "worker-missing")
        }
    }

    @Test(
        arguments: [
            { $0.count = 0 }, { $0.recycleAfter = 0 }, { $0.wallLimit = .zero }, { $0.cpuLimit = .seconds(-1) },
            { $0.memoryLimitBytes = 1000 },
        ] as [@Sendable (inout WorkerPoolConfiguration) -> Void])
    func aSenselessConfigurationIsNoPool(change: @Sendable (inout WorkerPoolConfiguration) -> Void) {
        #expect { try ProbePool(change: change) } throws: {
            if case .invalidConfiguration? = $0 as? WorkerPoolError { true } else { false }
        }
    }

    @Test func theWorkerIsLookedForBesideTheProgramAndInLibexec() {
        #expect(
            WorkerExecutable.places(for: "copydesk-worker", besides: "/usr/bin/copydesk") == [
                "/usr/bin/copydesk-worker", "/usr/bin/../libexec/copydesk/copydesk-worker",
            ])
    }

    @Test(arguments: [
        ("exit 1", "worker exited with status 1"), ("echo hello, world", "the bytes are not a frame"),
        ("echo no >&2; kill -SEGV $$", "no"), ("exec sleep 600", "took longer than 0.2 seconds"),
    ])
    func whatDiesAtItsStartIsGivenUpAndEveryJobTold(script: String, reason: String) async throws {
        let worker = try Script(script)
        defer { worker.remove() }
        let probes = try ProbePool(count: 2, executable: worker.path) {
            $0.startLimit = script.contains("sleep") ? .milliseconds(200) : .seconds(60)
        }
        async let first = probes.run()
        async let second = probes.run()
        for result in await [first, second] + [probes.run()] {
            guard case .failure(.couldNotStart(let text)) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(text.contains(reason))
            #expect(!WorkerFailure.couldNotStart(text).isJobsFault)
        }
        #expect((3...10).contains(probes.pool.statistics.failedStarts))
        await probes.shutdown()
    }

    @Test func aWorkerThatVanishesIsReportedAndComesBack() async throws {
        let worker = try Script("exec \(WorkerExecutable.locate("worker-probe")) \"$@\"")
        let probes = try ProbePool(executable: worker.path) { $0.recycleAfter = 1 }
        #expect(await probes.run() == .success(Reply(id: 1)))
        // The replacement of the first worker may be there already; it takes one job with it.
        worker.remove()
        _ = await probes.run()
        guard case .failure(.couldNotStart(let reason)) = await probes.run() else {
            Issue.record("a worker started without its executable")
            return
        }
        #expect(reason == "\(worker.path): No such file or directory")
        await probes.shutdown()
    }

    @Test func shutdownLetsABegunJobEndAndFailsTheWaiting() async throws {
        let probes = try ProbePool()
        _ = await probes.run()
        let results = Mutex<[String]>([])
        // Its twenty megabytes take longer to come back than the next two calls take.
        probes.pool.submit(ProbePool.job("large")) { result in
            results.withLock { $0.append("begun: \((try? result.get().body.count) ?? 0)") }  // A failure counts 0.
        }
        probes.pool.submit(ProbePool.job()) { result in
            results.withLock { $0.append(result == .failure(.shutDown) ? "waiting: shut down" : "waiting: done") }
        }
        await probes.shutdown()
        #expect(results.withLock { $0 } == ["waiting: shut down", "begun: \(20 << 20)"])
        #expect(await probes.run() == .failure(.shutDown))
        #expect(probes.pool.statistics.alive == 0)
    }

    @Test func shutdownKillsWhatDoesNotEnd() async throws {
        let probes = try ProbePool(count: 2)
        async let first = probes.run("block")
        async let second = probes.run("spin")
        while probes.pool.statistics.alive < 2 || probes.pool.statistics.waiting > 0 { await Task.yield() }
        await probes.shutdown(grace: .milliseconds(50))
        #expect(await [first, second] == [.failure(.shutDown), .failure(.shutDown)])
        #expect(probes.pool.statistics.alive == 0)
        #expect(probes.pool.statistics.killed == 2)
    }

    @Test func shutdownOfAnUnusedPoolAndASecondOneComplete() async throws {
        let probes = try ProbePool()
        await probes.shutdown()
        await probes.shutdown()
        #expect(probes.pool.statistics.spawned == 0)
    }

    @Test func completionsOfJobsComeBeforeThatOfTheShutdown() async throws {
        let probes = try ProbePool()
        let order = Mutex<[String]>([])
        for _ in 0..<5 { probes.pool.submit(ProbePool.job("block")) { _ in order.withLock { $0.append("job") } } }
        await probes.shutdown(grace: .zero)
        #expect(order.withLock { $0 } == ["job", "job", "job", "job", "job"])
    }

    @Test func aDroppedPoolKillsItsWorkers() async throws {
        var probes: ProbePool? = try ProbePool()
        let process = try #require(pid_t(try await probes?.ask("pid") ?? ""))
        probes?.pool.submit(ProbePool.job("spin")) { _ in }
        probes = nil
        #expect(hasGone(process))
    }
}

/// A worker written in shell, for a start that fails.
private struct Script {
    let path = NSTemporaryDirectory() + "/copydesk-worker-\(UUID().uuidString)"

    init(_ body: String) throws {
        try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    func remove() {
        unlink(path)
    }
}
