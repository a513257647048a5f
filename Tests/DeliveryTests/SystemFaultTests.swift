import Foundation
import Testing

/// A system call that fails, once or from then on, in a run that delivers some articles: every one of them with `make crash`,
/// some with `make test`. The run may give up, as under a service manager; the next one, without the fault, has everything
/// delivered once.
@Suite(.enabled(if: SystemCalls.canBeTraced, "SKIPPED: needs strace and the right to trace")) struct SystemFaultTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        let call: String
        let error: String
        var testDescription: String { "\(error) on \(call)" }
    }

    static let faults: [Fault] = [
        ("pwrite64", "ENOSPC"), ("write", "ENOSPC"), ("mkdirat", "ENOSPC"), ("renameat2", "ENOSPC"),
        ("pwrite64", "EDQUOT"), ("write", "EDQUOT"), ("openat", "EDQUOT"),
        ("fsync", "EIO"), ("fdatasync", "EIO"), ("pwrite64", "EIO"), ("write", "EIO"), ("pread64", "EIO"),
        ("openat", "EMFILE"), ("openat", "ENFILE"),
        ("renameat2", "EROFS"), ("openat", "EROFS"), ("unlinkat", "EROFS"), ("fchmod", "EROFS"), ("mkdirat", "EROFS"),
        ("renameat2", "EINVAL"), ("ftruncate", "EIO"),
    ].map { Fault(call: $0.0, error: $0.1) }

    private static let isWhole = ProcessInfo.processInfo.environment["CRASH_STRIDE"] != nil

    @Test(arguments: faults) func nothingIsLostOrDoubledByIt(fault: Fault) throws {
        func runs() throws -> ProbeRuns { try ProbeRuns(articles: 3) }
        try inject(fault, at: SystemCalls.points(runs(), of: [fault.call]), of: runs, places: 3)
    }

    /// Where all of them come at once.
    @Test(arguments: faults) func norWhereArticlesComeTogether(fault: Fault) throws {
        func runs() throws -> ProbeRuns { try ProbeRuns(articles: 3, together: 3) }
        try inject(fault, at: SystemCalls.points(runs(), of: [fault.call]), of: runs, places: 1)
    }

    /// Where some of what was delivered is removed again; what comes before is tried above.
    @Test(arguments: faults) func norWhereArticlesArePurged(fault: Fault) throws {
        func runs() throws -> ProbeRuns { try ProbeRuns(articles: 3, kept: 1) }
        let points = try SystemCalls.points(runs(), of: [fault.call] + (fault.call == "unlinkat" ? [] : ["unlinkat"]))
        let first = try #require(points.firstIndex { $0.call == "unlinkat" })
        try inject(fault, at: points[max(0, first - 20)...].filter { $0.call == fault.call }, of: runs, places: 1)
    }

    /// - Parameter places: so many of the points are tried; all with `make crash`.
    private func inject(
        _ fault: Fault, at points: [SystemCalls.Point], of runs: () throws -> ProbeRuns, places: Int
    ) throws {
        let stride = Self.isWhole ? 1 : max(1, points.count / places)
        for index in Swift.stride(from: min(stride / 2, points.count), to: points.count, by: stride) {
            for forGood in [false, true] {
                let runs = try runs()
                let disturbed = try DeliveryProbe(
                    command: SystemCalls.failing(runs, at: points[index], with: fault.error, forGood: forGood))
                try disturbed.read(.max)
                let ending = disturbed.waitForExit()
                #expect(ending >= 0 && ending != 70, "\(fault) at \(points[index]): no crash")
                try runs.expectComplete("after \(fault) at \(points[index]), for good: \(forGood)")
            }
        }
    }

    /// Ten years back and forth between two starts.
    @Test func aClockThatIsSetBackChangesNoOrder() throws {
        let tenYears = 10 * 365 * 86400
        let runs = try ProbeRuns(articles: 6)
        for (count, error) in [(2, 0), (4, -tenYears), (6, 0)] {
            var arguments = runs.arguments
            (arguments[3], arguments[4]) = ("\(count)", "\(error)")
            let probe = try DeliveryProbe(command: arguments)
            try probe.read(.max)
            #expect(probe.waitForExit() == 0)
        }
        try runs.expectComplete("with a clock set back")
        #expect(try runs.output.files().filter { $0.hasPrefix("journal/") }.count == 1)
    }

    @Test func aSecondDaemonIsRefused() throws {
        let runs = try ProbeRuns(articles: 400)
        let first = try runs.start()
        try first.read(6)
        let elsewhere = try OutputDirectory()
        for state in [runs.state.path, elsewhere.path] {
            let second = try DeliveryProbe(command: [DeliveryProbe.path, state, runs.output.path, "1"])
            try second.read(.max)
            #expect(second.waitForExit() != 0)
        }
        first.kill()
    }
}
