internal import CSystem
import Dispatch
import Glibc
import Processes
import Synchronization

/// The one thread that starts a pool's workers.
///
/// Linux sends a child its parent-death signal when the *thread* that started it ends (prctl(2), PR_SET_PDEATHSIG).
/// Dispatch ends its threads after some seconds without work, so a worker started on a queue would be killed for
/// nothing. This thread lives until ``finish()``.
final class SpawnThread: Sendable {
    private struct Exchange {
        var command: SpawnCommand?
        var result: Result<SpawnedChild, ProcessError>?
    }

    private let exchange = Mutex(Exchange())
    private let given = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    /// - Throws: `noThread`.
    init() throws(WorkerPoolError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, { SpawnThread.main($0) }, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw .noThread(code: result)
        }
        pthread_setname_np(thread, "worker-spawner")
        pthread_detach(thread)
    }

    /// Starts a child and waits until it runs, which takes a millisecond or two. One caller at a time: the pool's queue.
    func spawn(_ command: SpawnCommand) throws(ProcessError) -> SpawnedChild {
        exchange.withLock { $0.command = command }
        given.signal()
        done.wait()
        guard let result = exchange.withLock({ $0.result }) else { throw ProcessError(call: "spawn", code: ESRCH) }
        return try result.get()
    }

    /// Ends the thread. Children that are still there die with it.
    func finish() {
        exchange.withLock { $0.command = nil }
        given.signal()
    }

    private static func main(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let context { Unmanaged<SpawnThread>.fromOpaque(context).takeRetainedValue().serve() }
        return nil
    }

    private func serve() {
        while true {
            given.wait()
            guard let command = exchange.withLock({ $0.command }) else { return }
            let result = Result { () throws(ProcessError) in try command.run() }
            exchange.withLock { $0.result = result }
            done.signal()
        }
    }
}
