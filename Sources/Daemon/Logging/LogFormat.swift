import Glibc

/// The form of a log line.
public enum LogFormat: String, CaseIterable, Sendable {
    /// ``journald`` where standard error is connected to the journal, ``plain`` elsewhere.
    case auto
    /// `2026-01-31T08:15:00.123Z info saved source=example.org ms=12`
    case plain
    /// `<6>info saved source=example.org ms=12`: the journal keeps the time and takes the priority from the front.
    case journald
    /// One JSON object a line: `time`, `level`, `message` and the fields.
    case json

    /// Decides ``auto`` by `JOURNAL_STREAM`, which names the device and inode of the stream that leads to the journal
    /// (systemd.exec(5)); they are compared because a child may have been redirected elsewhere.
    public func resolved(environment: [String: String]) -> LogFormat {
        resolved(environment: environment, descriptor: STDERR_FILENO)
    }

    /// The same for another descriptor than standard error.
    func resolved(environment: [String: String], descriptor: Int32) -> LogFormat {
        guard self == .auto else { return self }
        var status = stat()
        guard let stream = environment["JOURNAL_STREAM"], fstat(descriptor, &status) == 0 else { return .plain }
        return stream == "\(status.st_dev):\(status.st_ino)" ? .journald : .plain
    }
}
