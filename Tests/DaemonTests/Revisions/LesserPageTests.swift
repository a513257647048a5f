import Testing

@testable import Daemon

/// What may replace the text of a delivered article, and what may not.
@Suite struct LesserPageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var former = LesserPageTests.article
        let new: String
        var isPaywalled = false
        let isLesser: Bool

        var testDescription: String { name }
    }

    /// Ten sentences of nine words.
    private static let sentences = (1...10).map {
        "Boat \($0) left pier \($0) with crate \($0) aboard."
    }
    private static let article = text(1...10)

    private static func text(_ range: ClosedRange<Int>) -> String {
        sentences[(range.lowerBound - 1)...(range.upperBound - 1)].joined(separator: " ")
    }

    private static let consent =
        "We value your privacy. We and our partners store information on your device. Choose below."
    private static let prompt = " Subscribe now to read the whole story, from one crown a week."

    static let rows = [
        Row(name: "the same", new: article, isLesser: false),
        Row(name: "the same behind a paywall", new: article, isPaywalled: true, isLesser: false),
        Row(name: "a word changed", new: article.replacing("Boat 3", with: "Ship 3"), isLesser: false),
        Row(name: "something added", new: article + " Nobody knows why.", isLesser: false),
        Row(name: "rewritten", new: article.replacing("left pier", with: "came back to quay"), isLesser: false),
        Row(name: "the end cut", new: text(1...7), isLesser: false),
        Row(name: "the end cut by a paywall", new: text(1...7), isPaywalled: true, isLesser: true),
        Row(name: "a paywall's stub with its prompt", new: text(1...2) + prompt, isPaywalled: true, isLesser: true),
        Row(name: "a stub that does not say what it is", new: text(1...3), isLesser: true),
        Row(name: "only the end", new: text(9...10), isLesser: true),
        Row(
            name: "a teaser of other words behind a paywall", new: "Ten boats left, and what they carried." + prompt,
            isPaywalled: true, isLesser: true),
        Row(name: "a consent page", new: consent, isLesser: true),
        Row(name: "nothing", new: "", isLesser: true),
        Row(
            name: "shortened and rewritten", new: text(1...2) + " The other boats stayed, the harbour master said.",
            isLesser: false),
        Row(name: "a notice that became an article", former: "More soon.", new: article, isLesser: false),
        Row(name: "a notice of a few words", former: text(1...1), new: "We took it down.", isLesser: false),
        Row(
            name: "without spaces, the beginning", former: han, new: String(han.prefix(30)), isLesser: true),
        Row(name: "without spaces, changed", former: han, new: han.replacing("港口", with: "碼頭"), isLesser: false),
    ]

    private static let han = "港口管理局週三宣布，北碼頭經過十四個月的維修後重新開放。第一班渡輪於清晨六時十分離開，船上載有四十一名乘客和兩輛貨車。市議會表示費用幾乎是批准預算的兩倍。"

    @Test(arguments: rows) func aFullerTextStaysTheNewest(row: Row) {
        let page = LesserPage(former: row.former, new: row.new, isPaywalled: row.isPaywalled)
        #expect((page.reason != nil) == row.isLesser, "\(page.reason ?? "a revision")")
    }
}
