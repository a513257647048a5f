/// Durations by their size, in as much memory for millions as for one: sixteen steps to each doubling, so that a quantile is
/// off by 3 % at most. Pure.
struct DurationHistogram: Equatable, Sendable {
    private(set) var count = 0
    private(set) var total = Duration.zero
    private(set) var longest = Duration.zero
    /// How many fell into each step.
    private var steps: [Int: Int] = [:]

    private static let fractionBits = 4

    mutating func add(nanoseconds: UInt64) {
        let duration = Duration.nanoseconds(Int64(clamping: nanoseconds))
        count += 1
        total += duration
        longest = max(longest, duration)
        steps[Self.step(of: nanoseconds), default: 0] += 1
    }

    /// The duration that so many of them do not go beyond.
    /// - Parameter share: 0…1.
    func quantile(_ share: Double) -> Duration {
        var left = Int((share * Double(count)).rounded(.up))
        for (step, count) in steps.sorted(by: { $0.key < $1.key }) {
            left -= count
            if left <= 0 { return min(Self.middle(of: step), longest) }
        }
        return longest
    }

    /// The exponent, then the bits behind the first one; small numbers are their own step.
    private static func step(of nanoseconds: UInt64) -> Int {
        let exponent = nanoseconds == 0 ? 0 : 63 - nanoseconds.leadingZeroBitCount
        guard exponent > fractionBits else { return Int(nanoseconds) }
        let shift = exponent - fractionBits
        return shift << fractionBits + Int(nanoseconds >> UInt64(shift))
    }

    private static func middle(of step: Int) -> Duration {
        let whole = 1 << fractionBits
        guard step >= whole * 2 else { return .nanoseconds(step) }
        let shift = step >> fractionBits - 1
        let low = UInt64(whole + step & (whole - 1)) << UInt64(shift)
        return .nanoseconds(Int64(clamping: low + 1 << UInt64(shift) / 2))
    }
}
