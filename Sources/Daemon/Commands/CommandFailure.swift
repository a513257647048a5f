import Glibc

/// Why a command ended without its result: a sentence for standard error and the exit code that fits it.
public struct CommandFailure: Error, Sendable {
    public let code: ExitCode
    public let message: String

    public init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Writes the sentence to standard error, cleaned of whatever a page or file name put into it.
    public func report() {
        StandardStreams.complain(message)
    }
}

/// Reading and writing of the standard streams, for commands.
enum StandardStreams {
    /// Writes all bytes to standard output.
    /// - Throws: an I/O failure, such as a closed pipe.
    static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) throws(CommandFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw CommandFailure(.inputOutput, "cannot write: \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Writes text of our own to standard error.
    static func tell(_ text: String) {
        // Nobody is left to tell when standard error cannot be written.
        try? write(Array(text.utf8), to: STDERR_FILENO)
    }

    static func complain(_ message: String) {
        // Nobody is left to tell when standard error cannot be written either.
        try? write(Array("copydesk: \(LogText.clean(message, limit: 2000))\n".utf8), to: STDERR_FILENO)
    }

    /// All bytes of a file, or of standard input for "-".
    /// - Throws: no input, or more than `limit` bytes.
    static func read(_ path: String, limit: Int = 64 << 20) throws(CommandFailure) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure(.noInput, "\(path): \(String(cString: strerror(errno)))") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer.prefix(count)
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw CommandFailure(.noInput, "\(path): \(String(cString: strerror(errno)))")
            }
            guard bytes.count <= limit else { throw CommandFailure(.dataError, "\(path): more than \(limit) bytes") }
        }
    }
}
