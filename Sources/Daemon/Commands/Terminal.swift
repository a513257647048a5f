import Glibc

/// What standard output is.
public enum Terminal {
    /// Whether colours fit: a terminal that is not dumb, and nobody asked for none (no-color.org).
    public static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
    }
}
