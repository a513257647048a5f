import HTML
import JSON
import Testing

/// `copydesk explain --format html`: a page of ours that shows a page of anybody.
@Suite struct ExplanationPageTests {
    private func page() -> [UInt8] {
        let text =
            "The council met on Monday and decided, after a long debate, to mend the old bridge over the river before winter. "
        let escaped = "&lt;script>alert(1)&lt;/script>&quot; onload='x' &amp; &#x202E;olleh"
        return Array(
            ("<html lang=en><head><title>\(escaped) council</title></head><body><nav><a href=javascript:alert(2)>\(escaped)</a></nav>"
                + "<article><h1>\(escaped) council</h1>" + (1...5).map { "<p>\($0) \(text)\(text)</p>" }.joined()
                + "<p>\(text)\(escaped)</p></article><div class=comments><p>First! \(escaped)</p></div></body></html>")
                .utf8)
    }

    @Test func everyBlockIsShownInOrderAndNothingOfThePageActs() async throws {
        let json = try await copydesk(["explain", "-", "--format", "json"], input: page())
        let result = try await copydesk(["explain", "-", "--format", "html"], input: page())
        #expect(result.ending == .status(0))
        let blocks = try #require(try JSONValue.parse(Array(json.output.utf8))["blocks"]?.array)
        let document = try Document.parse(Array(result.output.utf8), transportCharset: "utf-8")
        let items = document.nodes.indices.filter { index in
            document.nodes[index].tag == .li
                && document.attribute(.id, of: index).map { document.string($0).hasPrefix("b") } == true
        }
        #expect(items.count == blocks.count && blocks.count > 6)
        for (item, block) in zip(items, blocks) {
            let shown = document.text(of: item)
            let verdict = block["kept"]?.bool == true ? "kept" : "cut: \(block["kind"]?.string ?? "")"
            #expect(shown.hasPrefix(verdict))
            let words = (block["text"]?.string ?? "").split(separator: " ").prefix(2).joined(separator: " ")
            #expect(shown.contains(words))
        }
        let acting: Set<HTML.Tag> = [.script, .img, .link, .iframe, .object, .form, .input]
        #expect(!document.nodes.contains { acting.contains($0.tag) })
    }

    @Test func nothingIsLoadedAndNothingLeadsAway() async throws {
        let output = try await copydesk(["explain", "-", "--format", "html"], input: page()).output
        #expect(output.contains("default-src 'none'") && output.contains("prefers-color-scheme: dark"))
        #expect(output.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !output.contains("<script"))
        #expect(!output.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        let document = try Document.parse(Array(output.utf8), transportCharset: "utf-8")
        for index in document.nodes.indices where document.nodes[index].tag == .a {
            let address = document.attribute(.href, of: index).map { document.string($0) }
            #expect(address?.hasPrefix("#b") == true)
        }
    }

    @Test func twoFormatsAtOnceAreRefused() async throws {
        #expect(
            try await copydesk(["explain", "-", "--json", "--format", "html"], input: page()).ending == .status(64))
    }
}
