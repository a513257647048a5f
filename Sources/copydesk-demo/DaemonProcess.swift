import Foundation
import Synchronization

/// The daemon as a child process, its output in a log file.
final class DaemonProcess: Sendable {
    /// `@unchecked`: after the start only what Foundation itself guards is used: state, identifier, `terminate`, waiting.
    private struct Child: @unchecked Sendable {
        let process = Process()
    }

    private let child = Child()
    /// Is empty once the child has ended.
    private let life = DispatchGroup()

    var isRunning: Bool { child.process.isRunning }

    init(executable: String, configuration: String, log: String) throws {
        guard FileManager.default.createFile(atPath: log, contents: nil) else {
            throw DemoFailure.unusable("\(log) cannot be written")
        }
        child.process.executableURL = URL(filePath: executable)
        child.process.arguments = ["run", "--config", configuration]
        child.process.standardOutput = FileHandle(forWritingAtPath: log)
        child.process.standardError = child.process.standardOutput
        child.process.standardInput = FileHandle.nullDevice
        child.process.terminationHandler = { [life] _ in life.leave() }
        life.enter()
        do {
            try child.process.run()
        } catch {
            life.leave()
            throw DemoFailure.noDaemon(executable)
        }
    }

    /// Sends SIGTERM and waits for the clean end that the daemon promises within five seconds.
    func stop() async throws {
        let isEnded = await withCheckedContinuation { continuation in
            // The wait blocks, and the threads of tasks are needed to go on serving.
            DispatchQueue.global().async { continuation.resume(returning: self.end()) }
        }
        guard isEnded else { throw DemoFailure.wrong("the daemon did not stop within 5 s of SIGTERM") }
        let status = child.process.terminationStatus
        guard child.process.terminationReason == .exit, status == 0 else {
            throw DemoFailure.wrong("the daemon did not stop cleanly on SIGTERM: status \(status)")
        }
    }

    /// Sends SIGTERM, after five seconds SIGKILL; returns whether the first was enough.
    @discardableResult
    func end() -> Bool {
        guard isRunning else { return true }
        child.process.terminate()
        guard life.wait(timeout: .now() + 5) == .timedOut else { return true }
        kill(child.process.processIdentifier, SIGKILL)
        return false
    }
}

/// Ends the child and the program on SIGINT and SIGTERM.
final class Interruption: Sendable {
    private let sources: Mutex<[any DispatchSourceSignal]>

    init(_ cleanUp: @escaping @Sendable () -> Void) {
        sources = Mutex(
            [SIGINT, SIGTERM].map { number in
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    cleanUp()
                    exit(128 + number)
                }
                source.activate()
                return source
            })
    }

    func cancel() {
        sources.withLock { sources in
            for source in sources { source.cancel() }
        }
    }

    deinit { cancel() }
}
