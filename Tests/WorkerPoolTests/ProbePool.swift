import CSystem
import Dispatch
import Glibc
import Testing
import Worker

@testable import WorkerPool

/// A pool of probes, which do as they are told.
struct ProbePool {
    let pool: WorkerPool

    /// Limits that no well-behaved job comes near, also on a machine that is busy with other tests.
    init(count: Int = 1, executable: String? = nil, change: (inout WorkerPoolConfiguration) -> Void = { _ in }) throws {
        let path = try executable ?? WorkerExecutable.locate("worker-probe")
        var configuration = WorkerPoolConfiguration(executable: path, count: count)
        configuration.wallLimit = .seconds(60)
        configuration.cpuLimit = .seconds(60)
        configuration.startLimit = .seconds(60)
        if Self.isSanitized { configuration.memoryLimitBytes = nil }
        change(&configuration)
        pool = try WorkerPool(configuration: configuration)
    }

    /// A sanitizer reserves terabytes of address space for its shadow.
    static var isSanitized: Bool {
        dlsym(nil, "__tsan_init") != nil || dlsym(nil, "__asan_init") != nil
    }

    static func job(_ way: String? = nil, id: UInt32 = 1, body: [UInt8] = []) -> Job {
        var job = Job(id: id, operation: .extract, body: body)
        job["do"] = way
        return job
    }

    func run(
        _ way: String? = nil, id: UInt32 = 1, body: [UInt8] = [], lane: String? = nil
    ) async -> Result<Reply, WorkerFailure> {
        await withCheckedContinuation { continuation in
            pool.submit(Self.job(way, id: id, body: body), lane: lane) { continuation.resume(returning: $0) }
        }
    }

    /// What a probe has to say, as text.
    func ask(_ way: String) async throws -> String {
        String(decoding: try await run(way).get().body, as: UTF8.self)
    }

    func shutdown(grace: Duration = .seconds(60)) async {
        await withCheckedContinuation { continuation in
            pool.shutdown(grace: grace) { continuation.resume() }
        }
    }
}

/// As the kernel lists them, since a worker itself may not look.
func openDescriptors(of process: String) -> [String] {
    guard let folder = opendir("/proc/\(process)/fd") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        names.append(withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) })
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
}

/// Waits for a process to be gone.
func hasGone(_ process: pid_t) -> Bool {
    let descriptor = pidfd_open(process, 0)
    if descriptor < 0 { return errno == ESRCH }
    defer { close(descriptor) }
    return waitUntilReadable(descriptor)
}

/// Never waits longer than ten seconds.
func waitUntilReadable(_ descriptor: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 10_000) == 1
}
