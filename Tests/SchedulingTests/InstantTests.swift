import Testing

@testable import Scheduling

@Suite struct InstantTests {
    @Test(arguments: [
        (Duration.milliseconds(1), 1), (.microseconds(1), 1), (.microseconds(1001), 2), (.zero, 0),
        (.milliseconds(-1), -1), (.microseconds(-1500), -1), (.seconds(86_400), 86_400_000),
    ])
    func addsRoundingUp(_ span: Duration, milliseconds: Int) {
        let milliseconds = Int64(milliseconds)
        #expect(Instant(milliseconds: 0) + span == Instant(milliseconds: milliseconds))
        #expect(Instant(milliseconds: 5) - span == Instant(milliseconds: 5 - milliseconds))
    }

    @Test func saturates() {
        #expect(Instant.distantFuture + .seconds(1) == .distantFuture)
        #expect(Instant.distantPast - .seconds(1) == .distantPast)
        #expect(Instant(milliseconds: 0) + .seconds(Int64.max) == .distantFuture)
        #expect(Instant(milliseconds: 0) + .seconds(Int64.min) == .distantPast)
        #expect(Instant.distantFuture - Instant.distantPast == .milliseconds(Int64.max))
        #expect(Instant.distantPast < Instant(milliseconds: 0))
    }

    @Test(arguments: [
        (45, "45 s"), (0, "0 s"), (-3, "0 s"), (89, "89 s"), (90, "2 min"), (720, "12 min"), (5400, "1 h 30 min"),
        (7200, "2 h"), (12_000, "3 h 20 min"), (172_800, "2 days"), (86_400, "24 h"), (604_800, "7 days"),
    ])
    func spansInWords(_ seconds: Int, words: String) {
        #expect(Duration.seconds(seconds).inWords == words)
    }

    @Test func theStableHashIsStable() {
        #expect(StableHash.value(of: "") == 0xF52A_15E9_A9B5_E89B)
        let fractions = (0..<1000).map { StableHash.fraction(of: "source-\($0)") }
        #expect(fractions.allSatisfy { (0..<1).contains($0) })
        for tenth in 0..<10 {
            let share = fractions.filter { Int($0 * 10) == tenth }.count
            #expect((60...140).contains(share))
        }
    }
}
