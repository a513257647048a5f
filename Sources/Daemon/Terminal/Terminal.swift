import Foundation

/// What the standard streams are.
public enum Terminal {
    /// Whether colours fit standard output.
    public static var isColoured: Bool {
        isColoured(isTerminal: isatty(STDOUT_FILENO) == 1, ProcessInfo.processInfo.environment)
    }

    /// A terminal that is not dumb, unless the environment says otherwise: NO_COLOR (no-color.org) stands above
    /// CLICOLOR_FORCE, which wants colours anywhere, and CLICOLOR=0 (bixense.com/clicolors).
    static func isColoured(isTerminal: Bool, _ environment: [String: String]) -> Bool {
        if let refused = environment["NO_COLOR"], !refused.isEmpty { return false }
        if let forced = environment["CLICOLOR_FORCE"], !forced.isEmpty, forced != "0" { return true }
        return isTerminal && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
    }

    /// What a terminal has that does not say it.
    private static let usual = (columns: 80, rows: 24)

    /// The size of the terminal that a stream is; nil where it is none.
    static func size(of descriptor: Int32 = STDOUT_FILENO) -> (columns: Int, rows: Int)? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return usual }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
