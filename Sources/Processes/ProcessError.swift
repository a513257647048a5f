import Glibc

/// A system call for another process that failed.
public struct ProcessError: Error, Equatable, CustomStringConvertible {
    /// The call's name, or the path of the program that could not be started.
    public let call: String
    /// As `errno` has it.
    public let code: Int32

    /// - Parameters:
    ///   - call: its name, or the path of the program that could not be started.
    ///   - code: as `errno` has it.
    public init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    public var description: String { "\(call): \(String(cString: strerror(code)))" }
}
