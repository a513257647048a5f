/// What a pool needs to know; every field but the executable has a default that suits pages.
public struct WorkerPoolConfiguration: Sendable {
    /// The worker's executable, as ``WorkerExecutable`` finds it.
    public var executable: String
    /// The most workers at a time. They start when there is work for them, and stay.
    public var count: Int
    /// The most time a job may take by the clock.
    public var wallLimit: Duration = .seconds(10)
    /// The most processor time a job may take.
    public var cpuLimit: Duration = .seconds(5)
    /// The most address space of a worker in bytes; nil for no limit, which only a sanitizer's build needs.
    public var memoryLimitBytes: Int? = 512 << 20
    /// A worker is replaced after so many jobs, so that nothing it leaks or learns from pages lasts.
    public var recycleAfter = 1000
    /// The most time between starting a worker and its report that it is ready.
    public var startLimit: Duration = .seconds(10)

    /// Whether workers may run where the kernel offers neither Landlock nor seccomp.
    public var allowsUnconfined = false

    public init(executable: String, count: Int) {
        self.executable = executable
        self.count = count
    }

    func check() throws(WorkerPoolError) {
        guard count >= 1, recycleAfter >= 1 else { throw .invalidConfiguration("count and recycleAfter begin at 1") }
        guard min(wallLimit, cpuLimit, startLimit) > .zero else { throw .invalidConfiguration("limits begin above 0") }
        if let memoryLimitBytes, memoryLimitBytes < 16 << 20 {
            throw .invalidConfiguration("no worker starts in \(memoryLimitBytes) bytes")
        }
        guard WorkerExecutable.isExecutable(executable) else { throw .noExecutable(executable) }
    }
}

/// Why there is no pool.
public enum WorkerPoolError: Error, Equatable, Sendable {
    /// The path names nothing that this user may execute: the installation is incomplete.
    case noExecutable(String)
    /// A field of the configuration makes no sense; the text says which.
    case invalidConfiguration(String)
    /// The system gives no thread (errno).
    case noThread(code: Int32)
}

extension WorkerPoolError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noExecutable(let path): "no worker executable at \(path)"
        case .invalidConfiguration(let text): "worker pool: \(text)"
        case .noThread(let code): "worker pool: no thread (error \(code))"
        }
    }
}
