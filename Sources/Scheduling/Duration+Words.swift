extension Duration {
    /// The span as a person says it, at most two units: "45 s", "12 min", "3 h 20 min", "2 days".
    var inWords: String {
        let seconds = max(0, (roundedUpMilliseconds.saturatingAdd(500)) / 1000)
        if seconds < 90 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        if minutes < 90 { return "\(minutes) min" }
        if minutes < 48 * 60 {
            let rest = minutes % 60
            return rest == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(rest) min"
        }
        return "\((minutes + 12 * 60) / (24 * 60)) days"
    }
}
