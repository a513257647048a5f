import Foundation
import Testing

/// `Benchmarks/table.py` puts a part's figures between its marks and leaves everything else as it is.
@Suite struct BenchmarkTableTests {
    private static let script = ShippedConfigurationTests.root + "/Benchmarks/table.py"
    private static let readme = "before\n\n<!-- a -->\nold\n<!-- /a -->\n\n<!-- b -->\nkept\n<!-- /b -->\nafter\n"
    private static let result = """
        {"part": "PART", "title": "Speed", "text": "How.", "rows": [
            {"what": "a | b", "measured": "2 ×", "asked": "≤ 3 ×", "holds": true},
            {"what": "c", "measured": "4 ×", "asked": "≤ 3 ×", "holds": false},
            {"what": "d", "measured": "5", "asked": null, "holds": null}]}
        """

    @Test func aPartsFiguresStandBetweenItsMarks() throws {
        let scratch = try ScratchDirectory()
        let readme = try scratch.write(Self.readme, to: "README.md")
        #expect(try run(scratch, part: "a", readme) == 0)
        let once = try String(contentsOfFile: readme, encoding: .utf8)
        #expect(once.hasPrefix("before\n\n<!-- a -->\n## Speed\n\nHow.\n\nMeasured on "))
        #expect(
            once.contains(
                """
                | what | measured | asked | |
                |---|---|---|---|
                | a \\| b | 2 × | ≤ 3 × | holds |
                | c | 4 × | ≤ 3 × | **falls short** |
                | d | 5 |  |  |
                <!-- /a -->

                <!-- b -->
                kept
                <!-- /b -->
                after

                """))
        #expect(try run(scratch, part: "a", readme) == 0)
        #expect(try String(contentsOfFile: readme, encoding: .utf8) == once)
    }

    @Test func aPartWithoutMarksChangesNothing() throws {
        let scratch = try ScratchDirectory()
        let readme = try scratch.write(Self.readme, to: "README.md")
        #expect(try run(scratch, part: "c", readme) == 1)
        #expect(try String(contentsOfFile: readme, encoding: .utf8) == Self.readme)
    }

    private func run(_ scratch: ScratchDirectory, part: String, _ readme: String) throws -> Int32 {
        let file = try scratch.write(Self.result.replacing("PART", with: part), to: "\(part).json")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Self.script, file, "--readme", readme]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
