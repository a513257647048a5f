import Glibc

/// `copydesk top`: the status, again and again, on a terminal.
public enum TopCommand {
    /// Until it is interrupted; the terminal is left as it was.
    public static func run(configuration path: String, everySeconds seconds: Int) throws(CommandFailure) {
        guard isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure(.usage, "top needs a terminal; copydesk status prints the same once")
        }
        let configuration = try CheckCommand.load(path)
        // Before anything is on the screen, so that no signal finds it half done.
        let signals = HeldSignals([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH])
        try TerminalScreen.enter()
        defer { TerminalScreen.leave() }
        while true {
            try show(StatusCommand.status(configuration))
            switch signals.wait(seconds: seconds) {
            case nil, SIGWINCH: continue
            case SIGTSTP:
                TerminalScreen.leave()
                // What the signal would have done; the next line runs when somebody continues it.
                kill(getpid(), SIGSTOP)
                try TerminalScreen.enter()
            default: return
            }
        }
    }

    private static func show(_ status: LedgerStatus) throws(CommandFailure) {
        guard let size = Terminal.size() else { throw CommandFailure(.inputOutput, "the terminal is gone") }
        let lines = StatusText(status).rendered(columns: size.columns, isColoured: Terminal.isColoured)
        let picture = TerminalScreen.picture(lines, columns: size.columns, rows: size.rows)
        try StandardStreams.write(Array(picture.utf8))
    }
}

/// What fits a terminal, on its alternate screen: what stood there before comes back at the end (xterm's control sequences, 1049
/// and 25).
enum TerminalScreen {
    static func enter() throws(CommandFailure) {
        try StandardStreams.write(Array("\u{1B}[?1049h\u{1B}[?25l".utf8))
    }

    static func leave() {
        // A terminal that is gone needs nothing back.
        try? StandardStreams.write(Array("\u{1B}[?25h\u{1B}[?1049l".utf8))
    }

    /// The lines from the upper left corner on, over what was there: nothing flickers.
    ///
    /// - Parameter lines: none wider than the terminal.
    static func picture(_ lines: [String], columns: Int, rows: Int) -> String {
        var shown = Array(lines.prefix(rows))
        if lines.count > rows, rows > 1 {
            shown[rows - 1] = TextWidth.cut("… \(lines.count - rows + 1) more lines: copydesk status", to: columns)
        }
        // To the corner; each line is cleared behind its end, and the screen below the last. Where the terminal takes a letter
        // for wider than the C library does, it cuts the line instead of breaking it (DECAWM).
        return "\u{1B}[?7l\u{1B}[H" + shown.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J\u{1B}[?7h"
    }
}

/// Signals that are not acted on but waited for, by the one thread that made it and those it starts.
struct HeldSignals {
    private var set = sigset_t()

    init(_ signals: [Int32]) {
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// The signal that came first; nil after so many seconds without one.
    func wait(seconds: Int) -> Int32? {
        var set = set
        var limit = timespec(tv_sec: seconds, tv_nsec: 0)
        let signal = sigtimedwait(&set, nil, &limit)
        return signal > 0 ? signal : nil
    }
}
