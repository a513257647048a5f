/// Numbers as people say them.
enum Words {
    /// "3 days", "2 hours", "5 minutes", "40 seconds": the largest unit that fits twice, so that little is lost.
    static func span(_ span: Duration) -> String {
        let seconds = max(0, Int(span / .seconds(1)))
        let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        for (size, name) in units where seconds >= 2 * size { return "\(seconds / size) \(name)s" }
        return seconds == 1 ? "1 second" : "\(seconds) seconds"
    }

    /// "12.3 GB", decimal as in the configuration.
    static func bytes(_ bytes: Int) -> String {
        let units = [(1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
        for (size, name) in units where bytes >= size {
            let tenths = bytes / (size / 10)
            return "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(bytes) bytes"
    }
}
