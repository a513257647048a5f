import Glibc
import Testing
import Worker

@testable import WorkerPool

/// Nothing is left behind. Each runs in a process of its own, where nobody else opens files or has children.
@Suite struct ResourceTests {
    @Test func twoHundredKillsLeaveNoDescriptorAndNoChild() async {
        await #expect(processExitsWith: .success) {
            let probes = try ProbePool(count: 4) { $0.wallLimit = .milliseconds(20) }
            _ = await probes.run("garbage")
            let before = openDescriptors()
            await withTaskGroup(of: Void.self) { group in
                let ways = ["block", "segfault", "garbage", "exit"]
                for number in 0..<200 { group.addTask { _ = await probes.run(ways[number % 4]) } }
            }
            await probes.shutdown()
            let statistics = probes.pool.statistics
            precondition(statistics.failed == 201, "\(statistics)")
            precondition(statistics.spawned >= 201, "\(statistics)")
            precondition(waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD, "a child is left")
            // Dispatch closes a cancelled source's descriptor a moment after the last worker is gone.
            let patience = ContinuousClock.now + .seconds(10)
            while openDescriptors() > before, ContinuousClock.now < patience { sched_yield() }
            precondition(openDescriptors() <= before, "a descriptor is left")
        }
    }

    @Test func workersDieWithTheProcessThatHasThePool() async throws {
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let probes = try ProbePool(count: 2)
            async let first = probes.ask("pid")
            async let second = probes.ask("pid")
            let line = "\nworkers \(try await first) \(try await second)\n"
            probes.pool.submit(ProbePool.job("spin")) { _ in }
            _ = line.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
            kill(getpid(), SIGKILL)
        }
        let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
        let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("workers ") })
        for process in line.split(separator: " ").dropFirst() { #expect(hasGone(try #require(pid_t(process)))) }
    }

    @Test func workersStartWhereStandardDescriptorsAreClosed() async {
        await #expect(processExitsWith: .success) {
            for descriptor in STDIN_FILENO...STDERR_FILENO { close(descriptor) }
            let probes = try ProbePool()
            guard openDescriptors(of: try await probes.ask("pid")) == ["0", "1", "2"] else { exit(1) }
            await probes.shutdown()
        }
    }

    /// The kernel's parent-death signal is about the thread that started the child, and Dispatch ends idle threads.
    @Test func workersBelongToTheSpawnThreadAndNoOther() throws {
        let thread = try SpawnThread()
        let command = SpawnCommand(
            executable: try WorkerExecutable.locate("worker-probe"),
            arguments: Confinement(parentProcess: getpid()).arguments)
        let child = try thread.spawn(command)
        defer {
            for descriptor in [child.processDescriptor, child.input, child.output, child.errors] { close(descriptor) }
        }
        #expect(waitUntilReadable(child.output), "it is ready")
        thread.finish()
        #expect(waitUntilReadable(child.processDescriptor), "it is gone, although its input is open")
        var status: Int32 = 0
        #expect(waitpid(child.process, &status, WNOHANG) == child.process)
        #expect(WorkerExit(status: status) == .signal(SIGKILL))
    }
}

private func openDescriptors() -> Int {
    (0..<Int32(1024)).filter { fcntl($0, F_GETFD) >= 0 }.count
}
