import Foundation
import Synchronization

/// One line on standard error that says how far a command is, written over itself and gone at its end. Where standard error is
/// no terminal there is none.
final class Progress: Sendable {
    /// Guarded by the mutex.
    private struct State {
        var done = 0
        var share: Double?
        /// When it was written last.
        var shownAt: ContinuousClock.Instant?
        var isOnScreen = false
    }

    private let line: ProgressLine
    private let isWanted: Bool
    private let clock = ContinuousClock()
    private let start = ContinuousClock().now
    private let state = Mutex(State())

    private static let pause = Duration.milliseconds(100)

    /// - Parameter sharesScreen: whether the command's lines of output may come in between on the same terminal.
    init(_ unit: String, of total: Int? = nil, sharesScreen: Bool = true) {
        line = ProgressLine(unit: unit, total: total)
        isWanted =
            isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
            && (sharesScreen || isatty(STDOUT_FILENO) == 0)
    }

    deinit { end() }

    /// One more is done.
    /// - Parameter share: of the whole that is done, where that is known better than by the number.
    func advance(share: Double? = nil) {
        state.withLock { state in
            state.done += 1
            state.share = share ?? state.share
            let now = clock.now
            guard isWanted, state.shownAt.map({ now - $0 >= Self.pause }) ?? (now - start >= Self.pause) else { return }
            let text = line.text(done: state.done, share: state.share, elapsed: now - start)
            let columns = Terminal.size(of: STDERR_FILENO)?.columns ?? 80
            // A line that fills the last column would begin the next.
            Self.write("\r" + TextWidth.cut(text, to: columns - 1) + "\u{1B}[K")
            (state.shownAt, state.isOnScreen) = (now, true)
        }
    }

    /// Takes the line off the screen while something else is written.
    func pausing<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        try state.withLock { state throws(Failure) in
            Self.clear(&state)
            try body()
        }
    }

    /// A sentence on standard error in the meantime.
    func complain(_ message: String) {
        pausing { StandardStreams.complain(message) }
    }

    /// Takes the line off the screen.
    func end() { state.withLock { Self.clear(&$0) } }

    private static func clear(_ state: inout State) {
        guard state.isOnScreen else { return }
        write("\r\u{1B}[K")
        state.isOnScreen = false
    }

    private static func write(_ text: String) {
        // Nobody is left to tell when standard error cannot be written.
        try? StandardStreams.write(Array(text.utf8), to: STDERR_FILENO)
    }
}
