import Foundation
import HostileInputs
import Scheduling
import Testing
import Worker
import WorkerPool

/// Whatever a page, a feed or a text holds: the worker answers within the limits, what it says is clean, and the text after
/// the trouble is there.
@Suite(.serialized) struct HostileTests {
    @Test(arguments: HostileInput.markup + HostileInput.text + HostileInput.metadata + HostileInput.feedsAndText)
    func hostileInputIsAnswered(input: HostileInput) async throws {
        let worker = try RealWorker()
        let reply = try await worker.run(input)
        await worker.shutdown()
        #expect(worker.pool.statistics.killed + worker.pool.statistics.crashed == 0)
        if case .refused(let code, let message) = reply.outcome {
            #expect(input.survivor == nil || (code == "too-large" && RealWorker.size > 1), "refused: \(message)")
            #expect(firstUncleanScalar(message) == nil)
            return
        }
        let text = try #require(String(validating: reply.body, as: UTF8.self))
        #expect(firstUncleanScalar(text) == nil)
        #expect(Array(text.precomposedStringWithCanonicalMapping.utf8) == reply.body)
        let isCut = RealWorker.size > 1 && text.contains("\"truncated\":true")
        if let survivor = input.survivor, !isCut { #expect(text.contains(survivor)) }
    }

    /// What a worker makes of a robots.txt is no text, and the rules in it are checked by who reads it.
    @Test(arguments: HostileInput.robots) func hostileRobotsAreAnswered(input: HostileInput) async throws {
        let worker = try RealWorker()
        let reply = try await worker.run(input)
        await worker.shutdown()
        #expect(worker.pool.statistics.killed + worker.pool.statistics.crashed == 0)
        let rules = try #require(RobotsRules(compiled: reply.body))
        #expect(
            reply.outcome == .ok && rules.decision(agent: "copydesk", url: "https://news.example/robots.txt").isAllowed)
    }

    /// The JSON writer escapes controls, so an escape is looked for as well as the character.
    private func firstUncleanScalar(_ text: String) -> String? {
        for escape in ["\\u00", "\\u202", "\\u206", "\\ufff", "\\b", "\\f", "\\r", "\\t"] where text.contains(escape) {
            return escape
        }
        return text.unicodeScalars.first { $0.isUnclean }.map { String($0.value, radix: 16) }
    }
}

extension Unicode.Scalar {
    /// A control other than LF, a bidi embedding, override or isolate, or a noncharacter.
    fileprivate var isUnclean: Bool {
        switch value {
        case 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}

extension HostileInput: CustomTestStringConvertible {
    package var testDescription: String { name }
}
