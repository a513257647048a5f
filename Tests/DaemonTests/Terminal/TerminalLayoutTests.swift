import Foundation
import Testing

@testable import Daemon

/// What decides how text stands on a terminal. Pure.
@Suite struct TerminalLayoutTests {
    @Test(arguments: [
        ("", 0), ("ferry", 5), ("Fähre", 5), ("港务局", 6), ("e\u{301}", 1), ("한국", 4), ("\u{1F6A2}", 2), ("ｆ", 2),
        ("العبّارة", 7), ("\u{200D}", 0),
    ])
    func widthsAreTheTerminals(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("ferry", 5, "ferry"), ("ferry", 4, "fer…"), ("ferry", 1, "…"), ("ferry", 0, ""), ("港务局", 6, "港务局"),
        ("港务局", 5, "港务…"), ("港务局", 4, "港…"), ("港务局", 1, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func textIsCutByWholeCharacters(_ text: String, _ columns: Int, _ cut: String) {
        #expect(TextWidth.cut(text, to: columns) == cut)
        #expect(TextWidth.columns(of: TextWidth.padded(text, to: columns)) == columns)
    }

    private static let line = StyledLine([("pier", .plain), ("  ", .plain), ("fails", .bad)])

    @Test(
        arguments: [
            (nil, false, "pier  fails"), (nil, true, "pier  \u{1B}[31mfails\u{1B}[0m"), (11, false, "pier  fails"),
            (10, true, "pier  \u{1B}[31mfai…\u{1B}[0m"), (6, true, "pier …"), (4, false, "pie…"), (3, true, "pi…"),
        ] as [(Int?, Bool, String)])
    func linesAreCutBeforeTheyAreColoured(_ columns: Int?, _ isColoured: Bool, _ text: String) {
        #expect(Self.line.rendered(columns: columns, isColoured: isColoured) == text)
    }

    @Test func linesHoldNothingThatMovesTheCursorAndNoSecret() {
        let line = StyledLine("\u{1B}[2J\u{9B}31m\u{202E}\r\nhttps://me:pw@a.example/")
        #expect(
            line.rendered(columns: nil, isColoured: true) == "\u{FFFD}[2J\u{FFFD}31m\u{FFFD}  https://***@a.example/")
    }

    private static let table = TextTable(
        columns: [.init(title: "source", least: 6), .init(title: "state", least: 5), .init(title: "next", least: 4)],
        rows: [["harbour.example", "working", "in 12 minutes"], ["港", "DNS error", "due"]])

    @Test(
        arguments: [
            (nil, [15, 9, 13]), (41, [15, 9, 13]), (40, [14, 9, 13]), (35, [11, 9, 11]), (19, [6, 5, 4]), (18, [8, 8]),
            (13, [6, 5]), (12, [12]), (5, [5]),
        ] as [(Int?, [Int])])
    func columnsGiveWayTheWidestFirst(_ width: Int?, _ widths: [Int]) {
        #expect(Self.table.widths(within: width) == widths)
    }

    @Test func cellsStandUnderEachOther() {
        let widths = Self.table.widths(within: 35)
        let lines = Self.table.rows.map { TextTable.cells($0, widths).joined() }
        #expect(lines == ["harbour.ex…  working    in 12 minu…", "港           DNS error  due"])
    }

    @Test(
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["TERM": "dumb"], false), (true, ["NO_COLOR": "1"], false),
            (true, ["NO_COLOR": ""], true), (false, ["CLICOLOR_FORCE": "1"], true),
            (false, ["CLICOLOR_FORCE": "0"], false),
            (true, ["TERM": "dumb", "CLICOLOR_FORCE": "1"], true),
            (true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
            (true, ["CLICOLOR": "0"], false),
        ] as [(Bool, [String: String], Bool)])
    func coloursAreForTerminalsUnlessAskedForOrRefused(
        _ isTerminal: Bool, _ environment: [String: String], _ isColoured: Bool
    ) {
        #expect(Terminal.isColoured(isTerminal: isTerminal, environment) == isColoured)
    }
}
