import Foundation

/// A built program at work, with what it writes. It is killed when the test forgets it.
final class RunningProgram: Sendable {
    enum Ending: Equatable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    /// `@unchecked`: after the start only what Foundation itself guards is used.
    private struct Child: @unchecked Sendable {
        let process = Process()
        let input: PrivatePipe
    }

    private let child: Child
    private let outputFile: CapturedFile
    private let errorFile: CapturedFile

    /// - Parameters:
    ///   - name: of a product of this package.
    ///   - environment: added to the test's own, without what a service manager might have put there.
    ///   - output: where standard output goes; nil keeps it.
    ///   - errors: where standard error goes; nil keeps it.
    init(
        _ name: String, _ arguments: [String], environment: [String: String] = [:], output: FileHandle? = nil,
        errors: FileHandle? = nil
    ) throws {
        let own = ProcessInfo.processInfo.environment.filter {
            !["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM", "NO_COLOR", "CLICOLOR_FORCE"]
                .contains($0.key)
        }
        child = Child(input: try PrivatePipe())
        outputFile = try CapturedFile()
        errorFile = try CapturedFile()
        child.process.executableURL = URL(filePath: Self.path(of: name))
        child.process.arguments = arguments
        child.process.environment = own.merging(environment) { $1 }
        child.process.standardInput = child.input.reading
        child.process.standardOutput = output ?? outputFile.handle
        child.process.standardError = errors ?? errorFile.handle
        try child.process.run()
        // Only the child reads; when it ends, writing fails instead of waiting.
        try child.input.reading.close()
    }

    deinit {
        if child.process.isRunning { kill(child.process.processIdentifier, SIGKILL) }
    }

    var processID: pid_t { child.process.processIdentifier }
    var isRunning: Bool { child.process.isRunning }
    /// Standard output so far.
    var output: [UInt8] { outputFile.bytes }
    /// Standard error so far, as text.
    var errors: String { String(decoding: errorFile.bytes, as: UTF8.self) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    func signal(_ number: Int32) { kill(processID, number) }

    /// Writes to its standard input, off the threads that tasks run on, since the pipe may be full.
    func write(_ bytes: [UInt8]) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [child] in
                // A program that has ended reads no more; what the test expects of it shows elsewhere.
                try? child.input.writing.write(contentsOf: Data(bytes))
                continuation.resume()
            }
        }
    }

    func closeInput() {
        // Closing twice is no concern of a test.
        try? child.input.writing.close()
    }

    /// Waits until it has ended.
    func ending(within limit: Duration = .seconds(60)) async throws -> Ending {
        try await eventually("the program ends; so far it wrote: \(errors.suffix(500))", within: limit) {
            !self.isRunning
        }
        let process = child.process
        return process.terminationReason == .exit
            ? .status(process.terminationStatus) : .signal(process.terminationStatus)
    }

    /// Waits until it has written a line with these words on standard error.
    func waitForLine(_ words: String..., count: Int = 1, within limit: Duration = .seconds(30)) async throws {
        do {
            try await eventually("\(count) lines with \(words)", within: limit) {
                self.lines(with: words).count >= count
            }
        } catch {
            throw TestDeadline(what: "\(error); the log is:\n\(errors)")
        }
    }

    /// The lines on standard error that hold all these words.
    func lines(with words: String...) -> [String] { lines(with: words) }

    private func lines(with words: [String]) -> [String] {
        errorLines.filter { line in words.allSatisfy { line.contains($0) } }
    }

    /// Processes that have this one as parent now.
    var children: [pid_t] { ProcessTable.children(of: processID) }

    /// Where the products stand: beside the bundle of tests.
    private static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .path

    static func path(of name: String) -> String { folder + "/" + name }
}

/// Runs a program to its end.
func copydesk(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
) async throws -> (ending: RunningProgram.Ending, output: String, errors: String) {
    let program = try RunningProgram("copydesk", arguments, environment: environment)
    await program.write(input)
    program.closeInput()
    let ending = try await program.ending()
    return (ending, String(decoding: program.output, as: UTF8.self), program.errors)
}

/// A file that one program writes to. A pipe would be inherited by every program that another test starts meanwhile, and
/// then has no end.
private final class CapturedFile: Sendable {
    private struct Writer: @unchecked Sendable {  // Handed to one process, then only closed.
        let handle: FileHandle
    }

    private let path: String
    private let writer: Writer

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/cd-out-" + UUID().uuidString
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        writer = Writer(handle: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }

    // What is left of a temporary file fails no test.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var handle: FileHandle { writer.handle }
    var bytes: [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }
}

/// A pipe that no other child inherits.
struct PrivatePipe: @unchecked Sendable {  // Each end is used by one side.
    let reading: FileHandle
    let writing: FileHandle

    init() throws {
        var ends: [Int32] = [-1, -1]
        // pipe2(2), which Foundation hides; a pair of sockets is made closed on exec in one call too.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw CocoaError(.fileWriteUnknown) }
        reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        writing = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    }
}

/// What was waited for in vain.
struct TestDeadline: Error, CustomStringConvertible {
    let what: String
    var description: String { "not in time: \(what)" }
}

/// Waits until a condition holds, looking 50 times a second, without holding a thread.
func eventually(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(30),
    _ condition: @escaping @Sendable () throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try !condition() {
        guard ContinuousClock.now < deadline else { throw TestDeadline(what: what()) }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { continuation.resume() }
        }
    }
}

/// What the kernel says about processes.
enum ProcessTable {
    static func children(of parent: pid_t) -> [pid_t] {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap(pid_t.init) ?? []
        return numbers.filter { stat($0)?.parent == parent }
    }

    /// Whether it is there and no zombie.
    static func isAlive(_ process: pid_t) -> Bool {
        stat(process).map { $0.state != "Z" && $0.state != "X" } ?? false
    }

    /// The time it has used in its own code; zero when it is gone.
    static func processorTime(_ process: pid_t) -> Duration {
        .seconds(Double(stat(process)?.ticks ?? 0) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func stat(_ process: pid_t) -> (state: Substring, parent: pid_t, ticks: Int)? {
        // It may end at any moment; then it is not in the table.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 11, let parent = pid_t(fields[1]), let ticks = Int(fields[11]) else { return nil }
        return (fields[0], parent, ticks)
    }
}
