import Testing

@testable import Scheduling

@Suite struct LookPolicyTests {
    private let delivered = Instant(milliseconds: 1_000_000)

    /// Hours after the delivery at which an article is looked at, when every look is on time.
    private func looks(_ policy: LookPolicy) -> [Double] {
        var looks: [Double] = []
        var now = delivered
        while let next = policy.next(delivered: delivered, now: now), looks.count < 100 {
            looks.append((next - delivered) / .seconds(3600))
            now = next
        }
        return looks
    }

    @Test func looksGetRarerWithAgeAndEnd() {
        #expect(looks(LookPolicy(until: .seconds(2 * 86_400))) == [1, 2, 4, 8, 16, 32])
        #expect(looks(LookPolicy(first: .seconds(1800), until: .seconds(7200))) == [0.5, 1, 2])
        #expect(looks(LookPolicy(until: .zero)) == [])
        #expect(looks(LookPolicy(until: .seconds(3599))) == [])
    }

    @Test func aLateLookPlansFromItsOwnMoment() {
        let policy = LookPolicy(until: .seconds(86_400))
        let late = delivered + .seconds(10 * 3600)
        #expect(policy.next(delivered: delivered, now: late) == late + .seconds(10 * 3600))
        #expect(policy.next(delivered: delivered, now: delivered + .seconds(13 * 3600)) == nil)
    }

    @Test func aClockSetBackCountsAsTheDelivery() {
        let policy = LookPolicy(until: .seconds(86_400))
        let back = delivered - .seconds(999)
        #expect(policy.next(delivered: delivered, now: back) == back + .seconds(3600))
    }
}
