import Dates
import Testing

@Suite("Timestamp, any input")
struct TimestampFuzzTests {
    private static let pieces = [
        "2024", "05", "3", "14", ":", "-", "/", ".", ",", " ", "T", "Z", "+", "May", "mai", "年", "月", "日", "午後", "pm",
        "a.m.", "Uhr", "GMT", "ET", "令和", "(", ")", "99999999999999999999", "0", "24", "h", "de", "st", "\u{202E}", "é",
    ]

    @Test("any sequence of date-like pieces is read or refused, and what is read is read again as the same")
    func pieces() {
        var seed: UInt64 = 7
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<(2 + seed % 9) {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += Self.pieces[Int(seed >> 33) % Self.pieces.count]
            }
            _ = Timestamp.find(in: text, order: .monthFirst)
            guard let stamp = Timestamp.parse(text) else { continue }
            #expect(Timestamp.parse(stamp.iso8601) == stamp, "\(text)")
        }
    }
}
