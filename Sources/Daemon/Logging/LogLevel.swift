public import Logging

/// How important a log line is, as the configuration names it.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
    /// Something is lost or wrong and a person should look.
    case error
    /// Something is off, and the daemon goes on by itself.
    case warning
    /// Something an operator wants to see in quiet times: start, reload, stop, a source's state.
    case notice
    /// The ordinary course: every article.
    case info
    /// For finding a fault.
    case debug

    /// More important levels are smaller.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.syslogPriority < right.syslogPriority
    }

    /// The level that swift-log calls the same.
    public var loggerLevel: Logger.Level {
        switch self {
        case .error: .error
        case .warning: .warning
        case .notice: .notice
        case .info: .info
        case .debug: .debug
        }
    }

    /// Folds swift-log's seven levels: trace is debug, critical is error.
    init(_ level: Logger.Level) {
        switch level {
        case .critical, .error: self = .error
        case .warning: self = .warning
        case .notice: self = .notice
        case .info: self = .info
        case .debug, .trace: self = .debug
        }
    }

    /// The priority of syslog(3) that journald reads from `<N>` before a line (sd-daemon(3)).
    var syslogPriority: Int {
        switch self {
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug: 7
        }
    }
}
