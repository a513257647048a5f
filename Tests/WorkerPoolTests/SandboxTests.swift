import Foundation
import Testing
import Worker

@testable import WorkerPool

/// A worker that tries to do more than compute. What an attack alone would ask for ends it; what a library may ask by
/// itself is refused.
@Suite(.enabled(if: Kernel.hasFilters, "the kernel has no seccomp filters that end a process"))
struct SandboxTests {
    @Test(arguments: [
        "remove", "rename", "makeFolder", "changeMode", "truncate", "changeFolder", "socket", "connect", "bind", "pipe",
        "duplicate", "otherDescriptor", "fork", "clone", "clone3", "thread", "execute", "spawn", "kill", "killParent",
        "trace", "readOthersMemory", "seeOthersDescriptor", "executableMemory", "makeExecutable", "anonymousFile",
        "changeFilter", "changeUser", "inputOutputRing", "namespace",
    ])
    func trespassEndsTheWorker(way: String) async throws {
        let probes = try ProbePool()
        #expect(await probes.run(way) == .failure(.crashed(.signal(SIGSYS), standardError: "")))
        #expect(await probes.run(body: [9]) == .success(Reply(id: 1, body: [9])))
        await probes.shutdown()
    }

    @Test func questionsAreRefused() async throws {
        let probes = try ProbePool()
        let ways = [
            "openForReading", "openForWriting", "openFolder", "openBelowFolder", "state", "access", "readLink",
            "raiseLimit",
        ]
        for way in ways { #expect(try await probes.ask(way) == "refused \(EPERM)", "\(way)") }
        await probes.shutdown()
        #expect(probes.pool.statistics.spawned == 1)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/copydesk-trespass"))
    }
}

enum Kernel {
    static let hasFilters: Bool = {
        // Where the file cannot be read there are none either.
        let actions = try? String(contentsOfFile: "/proc/sys/kernel/seccomp/actions_avail", encoding: .utf8)
        return actions?.contains("kill_process") ?? false
    }()
}
