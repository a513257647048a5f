import Foundation

/// A program at work, its standard output and error in one pipe.
struct RunningProgram {
    let process: Process
    private let pipe: Pipe

    init(process: Process, pipe: Pipe) {
        self.process = process
        self.pipe = pipe
    }

    /// Reads to the end and waits for the exit, off the threads that tasks run on.
    func result() async -> (exitCode: Int32, output: String) {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let output = pipe.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(
                    returning: (process.terminationStatus, String(decoding: output, as: UTF8.self)))
            }
        }
    }
}

func start(_ executable: String, _ arguments: [String]) throws -> RunningProgram {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return RunningProgram(process: process, pipe: pipe)
}

func run(_ executable: String, _ arguments: [String]) async throws -> (exitCode: Int32, output: String) {
    try await start(executable, arguments).result()
}
