import Foundation
import Testing

/// System calls of a probe, counted and made deadly or faulty by strace(1).
enum SystemCalls {
    struct Point: Sendable {
        let call: String
        /// From 1 on, among the calls of that name.
        let number: Int
    }

    /// A question mark: not every architecture has the call.
    private static let calls = [
        "write", "pwrite64", "writev", "fsync", "fdatasync", "?rename", "renameat", "renameat2", "?link", "linkat",
        "?unlink", "unlinkat", "ftruncate", "?mkdir", "mkdirat", "fchmod", "fallocate",
    ]

    static let canBeTraced: Bool = {
        guard let probe = try? DeliveryProbe(command: ["strace", "-qq", "-o", "/dev/null", "true"]) else {
            return false
        }
        return probe.waitForExit() == 0
    }()

    /// What a run calls, in order; the probe works in one thread.
    static func points(_ runs: ProbeRuns, of calls: [String] = calls) throws -> [Point] {
        let trace = try OutputDirectory()
        let file = trace.path + "/trace"
        let probe = try DeliveryProbe(
            command: ["strace", "-qq", "-o", file, "-e", "trace=\(calls.joined(separator: ","))"] + runs.arguments)
        try probe.read(.max)
        #expect(probe.waitForExit() == 0)
        var numbers: [String: Int] = [:]
        return try trace.read("trace").split(separator: "\n").compactMap { line in
            guard let end = line.firstIndex(of: "(") else { return nil }
            let call = String(line[..<end])
            numbers[call, default: 0] += 1
            return Point(call: call, number: numbers[call] ?? 0)
        }
    }

    static func killing(_ runs: ProbeRuns, at point: Point) -> [String] {
        let fault = "inject=\(point.call):signal=SIGKILL:when=\(point.number)"
        return ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(point.call)", "-e", fault] + runs.arguments
    }
    /// The call fails without having been made: once, or from then on.
    static func failing(_ runs: ProbeRuns, at point: Point, with error: String, forGood: Bool) -> [String] {
        let fault = "inject=\(point.call):error=\(error):when=\(point.number)\(forGood ? "+" : "")"
        return ["strace", "-qq", "-o", "/dev/null", "-e", "trace=\(point.call)", "-e", fault] + runs.arguments
    }
}
