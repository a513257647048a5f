import Glibc

/// The whole of a worker executable but its handler.
public enum WorkerMain {
    /// Reads the limits from the command line, confines the process, and answers jobs on standard input and output.
    /// - Parameters:
    ///   - arguments: the command line with the program's name.
    ///   - handler: called for one job at a time.
    /// - Returns: the status to exit with: 0 when the input ended, else a sysexits number with a line on standard error.
    public static func run(arguments: [String], handler: (Job) -> Reply) -> Int32 {
        do {
            let note = try Confinement(arguments: Array(arguments.dropFirst())).enter()
            try WorkerLoop.run(input: STDIN_FILENO, output: STDOUT_FILENO, note: note, handler: handler)
            return 0
        } catch {
            complain("\(arguments.first ?? "worker"): \(error)\n")
            return error.exitStatus
        }
    }

    private static func complain(_ line: String) {
        let bytes = Array(line.utf8)
        // Nobody is left to tell when standard error cannot be written either.
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
