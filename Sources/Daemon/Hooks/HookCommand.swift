import Dispatch
import Foundation
import Processes
import Synchronization

/// Starts a program for each lot of lines, which it finds on its standard input. Exit status 0 is success.
final class HookCommand: HookTarget {
    /// Waits for the program, so it blocks; nothing else runs on it.
    private let queue = DispatchQueue(label: "copydesk.hook-command")
    private let words: [String]
    private let environment: [String]
    private let timeLimit: Duration
    private let state = Mutex<(process: HookProcess?, isCancelled: Bool)>((nil, false))

    /// - Parameters:
    ///   - words: the program's absolute path and its arguments.
    ///   - output: the output directory, which paths in the journal count from.
    ///   - credentials: where systemd puts the service's secrets, which a hook may need one of.
    init(
        _ words: [String], output: String, timeLimit: Duration, credentials: String? = SecretFile.credentialsDirectory
    ) {
        self.words = words
        self.timeLimit = timeLimit
        let credentials = credentials.map { ["CREDENTIALS_DIRECTORY=\($0)"] } ?? []
        environment =
            [
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                "COPYDESK_OUTPUT=\(output)",
            ] + credentials
    }

    func hand(_ lines: [HookLine], completion: @escaping @Sendable (HookOutcome) -> Void) {
        queue.async { [self] in
            let failure = run(input: lines.flatMap(\.bytes))
            completion(HookOutcome(taken: failure == nil ? lines.last?.sequence : nil, failure: failure))
        }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.process?.kill()
        }
    }

    /// - Returns: what went wrong.
    private func run(input: [UInt8]) -> String? {
        do throws(ProcessError) {
            let started = try HookProcess(words, environment: environment, input: input)
            state.withLock { state in
                state.process = started
                if state.isCancelled { started.kill() }
            }
            defer { state.withLock { $0.process = nil } }
            switch try started.wait(limit: timeLimit) {
            case .status(0): return nil
            case .status(let status): return "\(words[0]): exit status \(status)"
            case .signal(let signal): return "\(words[0]): ended by signal \(signal)"
            case .tooLong: return "\(words[0]): took longer than \(DurationText.render(timeLimit)) and was killed"
            }
        } catch {
            return error.description
        }
    }
}
