import Testing

@testable import Scheduling

@Suite struct OverloadBackoffTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)

    private func pauses(_ answers: [(Int?, Int?)], random: Double = 0) -> [Duration?] {
        var overload = OverloadBackoff()
        return answers.map { status, asked in
            overload.pause(
                of: "h", status: status, retryAfter: asked.map { .seconds($0) }, random: random, now: Self.now)
        }
    }

    @Test func doublesToADay() {
        let seconds = pauses(Array(repeating: (503, nil), count: 13)).map { $0.map { $0 / .seconds(1) } }
        #expect(seconds.prefix(5) == [60, 120, 240, 480, 960])
        #expect(seconds.suffix(2) == [86_400, 86_400])
    }

    @Test func chanceShortensByAQuarterAtMost() {
        #expect(pauses([(429, nil), (429, nil)], random: 0.999_999) >= [.seconds(45), .seconds(90)])
        #expect(pauses([(429, nil)], random: 0.5) == [.milliseconds(52_500)])
    }

    @Test(arguments: [(10, 60), (100, 100), (9_999_999, 604_800)])
    func whatTheServerAsksForIsTheLeast(asked: Int, seconds: Int) {
        #expect(pauses([(503, asked)]) == [.seconds(seconds)])
    }

    @Test func onlyAnAnswerEndsIt() {
        #expect(
            pauses([(503, nil), (nil, nil), (500, nil), (503, nil), (200, nil), (503, nil), (404, nil), (429, nil)])
                == [.seconds(60), nil, nil, .seconds(120), nil, .seconds(60), nil, .seconds(60)])
    }

    @Test func hostsAreAloneAndThoseOfLongAgoForgotten() {
        var overload = OverloadBackoff()
        for number in 0..<10_000 {
            let now = Self.now + .seconds(number * 3600)
            let pause = overload.pause(of: HostKey("h\(number)"), status: 503, retryAfter: nil, random: 0, now: now)
            #expect(pause == .seconds(60))
        }
        #expect(overload.rememberedHosts < 4200)
    }
}

private func >= (left: [Duration?], right: [Duration]) -> Bool {
    zip(left, right).allSatisfy { ($0 ?? .zero) >= $1 }
}
