import Foundation
import Testing

/// SIGKILL on entering a system call that changes a file, in a run that delivers 20 articles: every one of them with
/// `make crash`, some with `make test`.
@Suite(.enabled(if: SystemCalls.canBeTraced, "SKIPPED: needs strace and the right to trace")) struct CrashSweepTests {
    private static let articles = 20
    /// Every so many calls one is tried.
    private static let stride = ProcessInfo.processInfo.environment["CRASH_STRIDE"].flatMap(Int.init) ?? 67

    @Test func noCallIsTheWrongOneToDieAt() throws {
        let points = try SystemCalls.points(ProbeRuns(articles: Self.articles))
        #expect(points.count > 20 * Self.articles, "the whole run is traced")
        #expect(Set(points.map(\.call)).isSuperset(of: ["fsync", "renameat2", "pwrite64"]))
        for index in Swift.stride(from: 0, to: points.count, by: Self.stride) {
            let runs = try ProbeRuns(articles: Self.articles)
            let killed = try DeliveryProbe(command: SystemCalls.killing(runs, at: points[index]))
            try killed.read(.max)
            #expect(killed.waitForExit() != 0, "\(points[index])")
            try runs.expectComplete("after \(points[index])")
        }
    }

    /// The run that mends may die as well.
    @Test func neitherIsAnyCallOfTheRunThatRecovers() throws {
        let points = try SystemCalls.points(ProbeRuns(articles: 3))
        let first = try #require(points.last { $0.call == "renameat2" })
        for index in Swift.stride(from: 0, to: points.count, by: Self.stride / 4 + 1) {
            let runs = try ProbeRuns(articles: 3)
            for point in [first, points[index]] {
                let killed = try DeliveryProbe(command: SystemCalls.killing(runs, at: point))
                try killed.read(.max)
                _ = killed.waitForExit()
            }
            try runs.expectComplete("after \(first) and \(points[index])")
        }
    }
}

/// System calls of a probe, counted and made deadly by strace(1).
private enum SystemCalls {
    struct Point: Sendable {
        let call: String
        /// From 1 on, among the calls of that name.
        let number: Int
    }

    /// A question mark: not every architecture has the call.
    private static let calls = [
        "write", "pwrite64", "writev", "fsync", "fdatasync", "?rename", "renameat", "renameat2", "?link", "linkat",
        "?unlink", "unlinkat", "ftruncate", "?mkdir", "mkdirat", "fchmod", "fallocate",
    ].joined(separator: ",")

    static let canBeTraced: Bool = {
        guard let probe = try? DeliveryProbe(command: ["strace", "-qq", "-o", "/dev/null", "true"]) else {
            return false
        }
        return probe.waitForExit() == 0
    }()

    /// What a run calls, in order; the probe works in one thread.
    static func points(_ runs: ProbeRuns) throws -> [Point] {
        let trace = try OutputDirectory()
        let file = trace.path + "/trace"
        let probe = try DeliveryProbe(command: ["strace", "-qq", "-o", file, "-e", "trace=\(calls)"] + runs.arguments)
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
}
