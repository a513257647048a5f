import Testing

@testable import Worker

/// Decoding takes any bytes without trapping, and what it accepts is what encoding would have written.
@Suite struct RandomBytesTests {
    @Test(arguments: UInt64(1)...8) func randomBytesNeverTrap(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<2000 {
            let bytes = random.bytes(upTo: 80)
            try expectConsistent(bytes)
        }
    }

    @Test(arguments: UInt64(1)...8) func damagedMessagesNeverTrap(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<500 {
            let job = Job(
                id: UInt32(truncatingIfNeeded: random.next()), operation: .extract,
                fields: ["url": String(decoding: random.bytes(upTo: 9), as: UTF8.self)], body: random.bytes(upTo: 20))
            var frame = try job.frame()
            for _ in 0..<3 {
                frame[Int.random(in: frame.indices, using: &random)] = UInt8(truncatingIfNeeded: random.next())
            }
            try expectConsistent(Array(frame.dropFirst(Frame.headerLength)))
            expectAssemblerEnds(frame)
        }
    }

    private func expectConsistent(_ payload: [UInt8]) throws {
        // A refusal is as good as an answer here; it is the trap that would fail the test.
        if let job = try? Job(decoding: payload) {
            #expect(try Array(job.frame().dropFirst(Frame.headerLength)) == payload)
        }
        if let reply = try? Reply(decoding: payload) {
            #expect(try Array(reply.frame().dropFirst(Frame.headerLength)) == payload)
        }
    }

    private func expectAssemblerEnds(_ bytes: [UInt8]) {
        var assembler = FrameAssembler()
        bytes.withUnsafeBytes { assembler.append($0) }
        var frames = 0
        // Whether it ends with an error or for want of bytes is the damage's affair.
        while let frame = try? assembler.next(), frame.payload.count >= 0 { frames += 1 }
        #expect(frames <= 1)
    }
}

/// Sebastiano Vigna's SplitMix64: small, and the same on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Mostly small numbers, as lengths and counts are.
    mutating func bytes(upTo limit: Int) -> [UInt8] {
        let count = Int.random(in: 0...limit, using: &self)
        return (0..<count).map { _ in
            next().isMultiple(of: 4) ? UInt8(truncatingIfNeeded: next()) : UInt8(next() % 3)
        }
    }
}
