import Foundation
import Scheduling

/// What `systemctl status` shows; pure.
struct StatusSentence: Equatable, Sendable, CustomStringConvertible {
    struct LastArticle: Equatable, Sendable {
        var source: String
        var instant: Instant
    }

    var sources = 0
    /// Of these, how many could not be read when they were tried last.
    var failing = 0
    /// Articles that wait to be fetched, or are under way.
    var waiting = 0
    /// The latest delivery, also of an earlier run.
    var lastArticle: LastArticle?
    /// Whether fetching waits for room on the disk.
    var isPaused = false
    /// Whether fetching waits for the ledger to be looked over.
    var isHeld = false

    var description: String {
        let failures = failing == 0 ? "" : " (\(failing) failing)"
        let last =
            lastArticle.map { "last article \($0.instant.date.ISO8601Format()) from \($0.source)" } ?? "no article yet"
        let pause = isPaused ? ", paused: the disk is too full" : ""
        let hold = isHeld ? ", first the ledger is looked over" : ""
        return "\(sources) sources\(failures), \(last), \(waiting) articles waiting\(pause)\(hold)"
    }
}

extension Instant {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
