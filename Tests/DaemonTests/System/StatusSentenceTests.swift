import Scheduling
import Testing

@testable import Daemon

@Suite struct StatusSentenceTests {
    private static let article = StatusSentence.LastArticle(
        source: "harbour", instant: Instant(milliseconds: 1_769_847_300_007))

    @Test(arguments: [
        (StatusSentence(), "0 sources, no article yet, 0 articles waiting"),
        (
            StatusSentence(sources: 3, waiting: 12, lastArticle: article),
            "3 sources, last article 2026-01-31T08:15:00Z from harbour, 12 articles waiting"
        ),
        (
            StatusSentence(sources: 3, failing: 1, isPaused: true),
            "3 sources (1 failing), no article yet, 0 articles waiting, paused: the disk is too full"
        ),
        (
            StatusSentence(sources: 3, isHeld: true),
            "3 sources, no article yet, 0 articles waiting, first the ledger is looked over"
        ),
    ]) func itIsASentence(_ sentence: StatusSentence, _ text: String) {
        #expect(sentence.description == text)
    }
}
