/// A numbered line of the journal, on its way from the ledger into a file.
public struct JournalEntry: Equatable, Sendable {
    /// From 1 on, growing; never given twice.
    public var sequence: Int64
    /// `YYYY-MM-DD` in UTC: the file that it belongs to. Never earlier than that of the entry before.
    public var day: String
    /// `StagedDelivery.event`.
    public var event: String

    public init(sequence: Int64, day: String, event: String) {
        self.sequence = sequence
        self.day = day
        self.event = event
    }

    /// The number of a line without its line feed; nil when it is no line of a journal.
    public static func sequence(ofLine line: ArraySlice<UInt8>) -> Int64? { JournalLine.sequence(of: line) }

    /// `{"seq":17,"op":…}` and a line feed.
    var line: String { JournalLine.prefix + "\(sequence)," + event + "\n" }
}

/// The last line in the journal's files.
public struct JournalEnd: Equatable, Sendable {
    /// Its number; 0 before the first line.
    public var sequence: Int64
    /// `YYYY-MM-DD`, of the newest file.
    public var day: String

    public init(sequence: Int64, day: String) {
        self.sequence = sequence
        self.day = day
    }
}

/// What every line begins with.
enum JournalLine {
    static let prefix = "{\"seq\":"
    /// More than any line of ours has; what is longer is not one.
    static let limitBytes = 1 << 20

    /// The number of a line without its line feed; nil when it is no line of a journal.
    static func sequence(of line: ArraySlice<UInt8>) -> Int64? {
        guard line.starts(with: prefix.utf8), line.last == UInt8(ascii: "}") else { return nil }
        var value: Int64 = 0
        for byte in line.dropFirst(prefix.utf8.count) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                return byte == UInt8(ascii: ",") && value > 0 ? value : nil
            }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return nil
    }
}

/// The journal's folder and the names in it.
enum JournalFolder {
    static let name = "journal"
    static let suffix = ".ndjson"

    /// The days that have a file, in order.
    static func days(in folder: Directory) throws(DeliveryError) -> [String] {
        try folder.names().filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.filter(isDay)
            .sorted()
    }

    /// `YYYY-MM-DD`; also what such a day may look like when the clock is far off.
    static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10
            && bytes.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7
                    ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
