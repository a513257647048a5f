import Foundation
import JSON
import SampleWeb
import Testing

/// `copydesk extract --batch`.
@Suite struct BatchTests {
    private func line(_ id: String, _ member: String) -> String { "{\"id\":\(id),\(member)}" }

    private func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.value(.string(text))
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func everyLineHasItsAnswerInOrderWhateverItsShape() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(GeneratedPages.article(3), to: "page.html")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-k", file]
        try gzip.run()
        gzip.waitUntilExit()
        let base64 = Data(GeneratedPages.article(4).utf8).base64EncodedString()
        let large = String(repeating: "<p>One more line of a page that is far too long.</p>", count: 200_000)
        let remark = "<!--" + String(repeating: "\"A remark\"\n", count: 900_000) + "-->"
        let table: [(line: String, id: String, title: String?, code: String?)] = [
            (line("1", "\"html\":\(quoted(GeneratedPages.article(1)))"), "1", "Inspection 1 of the piers", nil),
            (line("\"a\\u00e4\"", "\"path\":\"\(file)\""), "\"a\\u00e4\"", "Inspection 3 of the piers", nil),
            ("", "", nil, nil), ("  \r", "", nil, nil),
            (
                line("[1, {\"b\": null}]", "\"path\":\"\(file).gz\"") + "\r", "[1, {\"b\": null}]",
                "Inspection 3 of the piers", nil
            ),
            ("nonsense", "null", nil, "bad-line"), ("[1]", "null", nil, "bad-line"),
            (line("null", "\"html_base64\":\"\(base64)\""), "null", "Inspection 4 of the piers", nil),
            (line("12345678901234567890123", "\"html_base64\":\"?\""), "12345678901234567890123", nil, "bad-line"),
            (line("1.50", "\"path\":\"\(scratch.path)/absent\""), "1.50", nil, "no-input"),
            (line("true", "\"x\":{\"id\":9},\"url\":\"https://a.example/\""), "true", nil, "bad-line"),
            (line("9007199254740993", "\"html\":\"\""), "9007199254740993", nil, "not-a-page"),
            ("{\"html\":\"%PDF-1.4\", \"id\" : -1e5 }", "-1e5", nil, "not-a-page"),
            (line("\"large\"", "\"html\":\(quoted(large))"), "\"large\"", nil, nil),
            // A line of 10 MB; what makes it long costs a worker little.
            (
                line("10", "\"html\":\(quoted(remark + GeneratedPages.article(6)))"), "10", "Inspection 6 of the piers",
                nil
            ),
            (line("{}", "\"html\":\(quoted(GeneratedPages.article(5)))"), "{}", "Inspection 5 of the piers", nil),
        ]
        let result = try await copydesk(
            ["extract", "--batch", "--jobs", "2"], input: Array(table.map(\.line).joined(separator: "\n").utf8))
        #expect(result.ending == .status(0) && result.errors == "")
        let answers = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let expected = table.filter { !$0.id.isEmpty }
        #expect(answers.count == expected.count)
        for (answer, row) in zip(answers, expected) {
            #expect(answer.hasPrefix("{\"id\":\(row.id),"), "\(answer.prefix(200))")
            let value = try JSONValue.parse(Array(answer.utf8))
            if row.id == "\"large\"" { continue }
            #expect(value["error"]?["code"]?.string == row.code, "\(answer.prefix(200))")
            #expect(value["title"]?.string == row.title, "\(answer.prefix(200))")
        }
    }

    /// The same pages give the same bytes, however many workers read them and however often.
    @Test func answersAreEqualOverJobsAndRepeats() async throws {
        let pages = (1...12).map { line("\($0)", "\"html\":\(quoted(GeneratedPages.article($0, paragraphs: 3 + $0)))") }
        let input = Array((pages + ["nonsense", line("13", "\"html\":\"\"")] + pages).joined(separator: "\n").utf8)
        let first = try await copydesk(["extract", "--batch", "--jobs", "1"], input: input)
        #expect(first.ending == .status(0))
        let answers = first.output.split(separator: "\n")
        #expect(answers.count == 26)
        // The workers have read other pages in between: nothing of them shows.
        #expect(answers.prefix(12) == answers.suffix(12))
        for jobs in ["1", "2", "3", "8"] {
            let again = try await copydesk(["extract", "--batch", "--jobs", jobs], input: input)
            #expect(again.ending == .status(0))
            #expect(again.output == first.output, "with \(jobs) jobs")
        }
    }

    @Test func anAnswerIsWrittenAsSoonAsItsTurnComes() async throws {
        let program = try RunningProgram("copydesk", ["extract", "--batch"])
        let request = line("1", "\"html\":\(quoted(GeneratedPages.article(1)))") + "\n"
        await program.write(Array(request.utf8))
        // The input stays open: nothing but the line itself lets the answer come.
        try await eventually("the answer") { program.output.last == UInt8(ascii: "\n") }
        let workers = program.children
        #expect(workers.count == 1)
        program.closeInput()
        #expect(try await program.ending() == .status(0))
        #expect(!workers.contains(where: ProcessTable.isAlive))
    }

    @Test func aReaderThatGoesEndsItWithoutChildren() async throws {
        let answers = try PrivatePipe()
        let program = try RunningProgram("copydesk", ["extract", "--batch", "--jobs", "2"], output: answers.writing)
        try answers.writing.close()
        let request = line("1", "\"html\":\(quoted(GeneratedPages.article(1)))") + "\n"
        await program.write(Array(request.utf8))
        #expect(try answers.reading.read(upToCount: 1)?.count == 1)
        let workers = program.children
        #expect(!workers.isEmpty)
        try answers.reading.close()
        // No further line comes, and it ends all the same.
        #expect(try await program.ending() == .status(74))
        #expect(program.errors == "copydesk: cannot write: Broken pipe\n")
        try await eventually("no worker is left") { !workers.contains(where: ProcessTable.isAlive) }
    }

    @Test func aPageThatOverrunsIsOneErrorLine() async throws {
        let slow = quoted(GeneratedPages.article(1, paragraphs: 60_000))
        let good = quoted(GeneratedPages.article(2))
        let input = [line("1", "\"html\":\(slow)"), line("2", "\"html\":\(good)")].joined(separator: "\n")
        let program = try RunningProgram("copydesk", ["extract", "--batch"])
        await program.write(Array(input.utf8))
        program.closeInput()
        try await eventually("a worker at work") {
            program.children.contains { ProcessTable.processorTime($0) >= .milliseconds(400) }
        }
        for worker in program.children { kill(worker, SIGKILL) }
        #expect(try await program.ending() == .status(0))
        let answers = String(decoding: program.output, as: UTF8.self).split(separator: "\n")
        #expect(answers.count == 2)
        #expect(answers.first?.hasPrefix("{\"id\":1,\"error\":{\"code\":\"crash\",") == true)
        #expect(answers.last?.hasPrefix("{\"id\":2,\"url\":null,\"kind\":\"article\"") == true)
    }
}
