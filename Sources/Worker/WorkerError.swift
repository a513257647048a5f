import Glibc

/// Why two processes that talk in frames cannot go on, or why a worker could not start.
///
/// None of these is about the content of a page: a handler reports that with ``Reply/Outcome/refused(code:message:)``.
public enum WorkerError: Error, Equatable, Sendable {
    /// The bytes do not begin with a frame's mark: the other side writes something else, or a byte was lost.
    case notAFrame
    /// The other side is of another version of the protocol; both executables belong to one installation.
    case unknownVersion(UInt8)
    /// A frame of a kind that does not exist, or that does not belong here.
    case unexpectedKind(UInt8)
    /// A payload, or one field of it, is longer than its cap.
    case tooLong(bytes: Int, limitBytes: Int)
    /// The bytes end inside a frame or inside a field.
    case truncated
    /// A payload goes on after its last field.
    case trailingBytes(Int)
    /// A payload's bytes do not say what they should; the text names the field.
    case malformed(String)
    /// A read or write failed with this errno.
    case inputOutput(code: Int32)
    /// The worker's command line is not understood; the text says what is wrong with it.
    case usage(String)
    /// The system refused one of the limits a worker must have; `call` is the system call.
    case unconfined(call: String, code: Int32)
    /// The kernel offers neither Landlock nor seccomp.
    case noWalls
}

extension WorkerError {
    /// The status a worker exits with (sysexits): 64 usage, 65 data, 71 system, 74 input or output.
    public var exitStatus: Int32 {
        switch self {
        case .notAFrame, .unknownVersion, .unexpectedKind, .tooLong, .truncated, .trailingBytes, .malformed: 65
        case .usage: 64
        case .unconfined, .noWalls: 71
        case .inputOutput: 74
        }
    }
}

extension WorkerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAFrame: "the bytes are not a frame"
        case .unknownVersion(let version): "protocol version \(version) is not known"
        case .unexpectedKind(let kind): "a frame of kind \(kind) does not belong here"
        case .tooLong(let bytes, let limit): "\(bytes) bytes are over the limit of \(limit)"
        case .truncated: "the bytes end inside a frame"
        case .trailingBytes(let count): "\(count) bytes follow the last field"
        case .malformed(let field): "malformed: \(field)"
        case .inputOutput(let code): "input or output failed: \(Self.text(of: code))"
        case .usage(let text): text
        case .noWalls:
            "the kernel has neither Landlock nor seccomp; set allow_unconfined = true in [extraction] to work without"
        case .unconfined(let call, let code): "\(call) failed: \(Self.text(of: code))"
        }
    }

    /// The C library's sentence for an errno.
    private static func text(of code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}
