/// FuzzTargets: everything that reads foreign bytes, each behind one function that takes any bytes and tells what is wrong.
///
/// `make fuzz` calls them with what libFuzzer thinks up; the tests call them with the seeds and with every input that was
/// ever found to break one (`Tests/Fuzz/Seeds`, `Tests/Fuzz/Crashes`).
public enum FuzzTarget: String, CaseIterable, Sendable {
    case html, charset, feed, robots, url, configuration, text, frame, json, date, batch, warc

    /// Reads the bytes, and says which promises the result breaks. A trap is a fault too.
    public func faults(with bytes: [UInt8]) -> [String] {
        switch self {
        case .html: PageFuzzing.faults(bytes)
        case .text: PageFuzzing.faults(plainText: bytes)
        case .charset: CharsetFuzzing.faults(bytes)
        case .feed: FeedFuzzing.faults(bytes)
        case .robots: RobotsFuzzing.faults(bytes)
        case .url: URLFuzzing.faults(bytes)
        case .configuration: ConfigurationFuzzing.faults(bytes)
        case .frame: FrameFuzzing.faults(bytes)
        case .json: JSONFuzzing.faults(bytes)
        case .date: DateFuzzing.faults(bytes)
        case .batch: BatchFuzzing.faults(bytes)
        case .warc: ArchiveFuzzing.faults(bytes)
        }
    }
}
