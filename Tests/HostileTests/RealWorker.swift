import Glibc
import HostileInputs
import Worker
import WorkerPool

/// The worker that ships, in a pool as the daemon has it.
struct RealWorker {
    let pool: WorkerPool

    #if DEBUG
    /// How much slower unoptimised code may be than the limits promise.
    static let patience = 10
    /// The size of inputs, so that a test takes seconds and not minutes.
    static let size = 1
    #else
    static let patience = 1
    static let size = 64
    #endif

    init() throws {
        var configuration = WorkerPoolConfiguration(executable: try WorkerExecutable.locate(), count: 1)
        configuration.wallLimit = configuration.wallLimit * Self.patience
        configuration.cpuLimit = configuration.cpuLimit * Self.patience
        configuration.startLimit = .seconds(60)
        if dlsym(nil, "__tsan_init") != nil || dlsym(nil, "__asan_init") != nil { configuration.memoryLimitBytes = nil }
        pool = try WorkerPool(configuration: configuration)
    }

    /// - Returns: the reply, also a refusal.
    /// - Throws: ``WorkerFailure`` where the worker did not live to answer.
    func run(_ input: HostileInput) async throws -> Reply { try await run(input.job(Self.size)) }

    func run(_ operation: Job.Operation, _ body: [UInt8], charset: String? = nil) async throws -> Reply {
        var job = Job(id: 1, operation: operation, body: body)
        job["url"] = "https://example.com/story"
        job["charset"] = charset
        return try await run(job)
    }

    private func run(_ job: Job) async throws -> Reply {
        try await withCheckedContinuation { continuation in
            pool.submit(job) { continuation.resume(returning: $0) }
        }.get()
    }

    func shutdown() async {
        await withCheckedContinuation { continuation in pool.shutdown { continuation.resume() } }
    }
}
