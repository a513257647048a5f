import Glibc
import Logging

/// One event on its way to a line; pure.
struct LogLine {
    /// Whole lines stay below PIPE_BUF (4096 bytes, pipe(7)), so that lines of several processes never mix.
    static let lengthLimitBytes = 4000
    private static let messageLimit = 500
    private static let fieldLimit = 500

    var level: LogLevel
    var message: String
    var fields: [LogField]
    var unixMilliseconds: Int64

    init(level: LogLevel, message: String, metadata: Logger.Metadata, unixMilliseconds: Int64) {
        self.level = level
        self.message = LogText.clean(LogText.withoutCredentials(message), limit: Self.messageLimit)
        self.unixMilliseconds = unixMilliseconds
        // A dictionary has no order; by name, lines can be compared.
        fields = metadata.sorted { $0.key < $1.key }.flatMap {
            LogField.fields($0.key, $0.value, limit: Self.fieldLimit)
        }
    }

    /// The line in one of the resolved formats, with its line feed.
    func rendered(as format: LogFormat) -> String {
        switch format {
        case .json: jsonText + "\n"
        case .journald: "<\(level.syslogPriority)>\(plainText)\n"
        case .plain, .auto: "\(timestamp) \(plainText)\n"
        }
    }

    private var plainText: String {
        var line = "\(level.rawValue) \(message)"
        for field in fields {
            let text = " \(field.key)=\(field.plainValue)"
            guard line.utf8.count + text.utf8.count < Self.lengthLimitBytes else { return line + " cut=true" }
            line += text
        }
        return line
    }

    private var jsonText: String {
        var line =
            "{\"time\":\"\(timestamp)\",\"level\":\"\(level.rawValue)\",\"message\":\(JSONLineText.quoted(message))"
        for field in fields {
            let text = ",\"\(field.jsonKey)\":\(field.jsonValue)"
            guard line.utf8.count + text.utf8.count < Self.lengthLimitBytes else { return line + ",\"cut\":true}" }
            line += text
        }
        return line + "}"
    }

    /// ISO 8601 in UTC with milliseconds.
    private var timestamp: String {
        var seconds = time_t(unixMilliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
        let milliseconds = padded(Int(unixMilliseconds % 1000), 3)
        return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":")).\(milliseconds)Z"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
