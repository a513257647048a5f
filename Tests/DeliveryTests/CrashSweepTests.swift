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

    /// Articles that come together, some more than a group holds, and share their flushes.
    @Test func norIsAnyCallForSeveralArticlesAtOnce() throws {
        func runs() throws -> ProbeRuns { try ProbeRuns(articles: 40, together: 40) }
        let points = try SystemCalls.points(runs())
        #expect(points.count { $0.call == "renameat2" } == 80)
        for index in Swift.stride(from: 5, to: points.count, by: Self.stride) {
            let runs = try runs()
            let killed = try DeliveryProbe(command: SystemCalls.killing(runs, at: points[index]))
            try killed.read(.max)
            #expect(killed.waitForExit() != 0, "\(points[index])")
            try runs.expectComplete("after \(points[index]) for several at once")
        }
    }

    /// Several articles cost as many flushes of ledger and journal as one does.
    @Test func whatComesTogetherSharesItsFlushes() throws {
        func flushes(together: Int) throws -> Int {
            try SystemCalls.points(ProbeRuns(articles: 20, together: together), of: ["fsync", "fdatasync"]).count
        }
        let (alone, together) = (try flushes(together: 1), try flushes(together: 20))
        // What is left are the forty files, the directories, and what opening costs.
        #expect(alone - together >= 4 * 19 && together < 40 + 40, "\(alone) and \(together)")
    }

    /// The calls of a run that removes some of what it delivered.
    @Test func norIsAnyCallOfTheRunThatPurges() throws {
        func runs() throws -> ProbeRuns { try ProbeRuns(articles: 4, kept: 1) }
        let points = try SystemCalls.points(runs())
        #expect(Set(points.map(\.call)).isSuperset(of: ["unlinkat", "fsync", "pwrite64"]))
        // What comes before is swept above.
        let first = try #require(points.firstIndex { $0.call == "unlinkat" })
        for index in Swift.stride(from: max(0, first - 20), to: points.count, by: Self.stride / 8 + 1) {
            let runs = try runs()
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
