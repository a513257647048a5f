import Glibc

/// `copydesk top`: the status, again and again, on a terminal.
public enum TopCommand {
    /// Until it is interrupted.
    public static func run(configuration path: String, everySeconds seconds: Int) throws(CommandFailure) {
        guard isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure(.usage, "top needs a terminal; copydesk status prints the same once")
        }
        let configuration = try CheckCommand.load(path)
        while true {
            let screen = TerminalScreen.size()
            let text = try StatusCommand.status(configuration).text
            let picture = TerminalScreen.picture(text, columns: screen.columns, rows: screen.rows)
            try StandardStreams.write(Array(picture.utf8))
            sleep(UInt32(seconds))
        }
    }
}

/// What fits a terminal.
enum TerminalScreen {
    /// What a terminal has that does not say it.
    private static let usual = (columns: 80, rows: 24)

    static func size() -> (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return usual }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// The text from the upper left corner on, cut at the edges, over what was there: nothing flickers.
    ///
    /// - Parameter text: lines without control characters.
    static func picture(_ text: String, columns: Int, rows: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
        var shown = lines.prefix(rows).map { cut($0, columns) }
        if lines.count > rows, rows > 1 {
            shown[rows - 1] = cut("… \(lines.count - rows + 1) more lines: copydesk status", columns)
        }
        // To the corner; each line is cleared behind its end, and the screen below the last. Letters of double width may
        // reach beyond the edge: meanwhile the terminal cuts lines instead of breaking them (DECAWM).
        return "\u{1B}[?7l\u{1B}[H" + shown.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J\u{1B}[?7h"
    }

    private static func cut(_ line: some StringProtocol, _ columns: Int) -> String {
        line.count <= columns ? String(line) : line.prefix(columns - 1) + "…"
    }
}
