import Testing

@testable import ManualPages

@Suite struct MdocTests {
    static let texts: [(text: String, lines: [String])] = [
        ("", []),
        ("One sentence. And another", ["One sentence.", "And another"]),
        ("Is it one? `desk` knows (since 2). 1 to 8", ["Is it one?", "\\fBdesk\\fR knows (since 2).", "1 to 8"]),
        ("a file such as robots.txt may", ["a file such as robots.txt may"]),
        ("up to 64 ... then more", ["up to 64 ... then more"]),
        (".hidden and 'quoted'", ["\\&.hidden and 'quoted'"]),
        ("back\\slash, --json, well-kept", ["back\\eslash, \\-\\-json, well-kept"]),
        ("`a-b c-d` e-f", ["\\fBa\\-b c\\-d\\fR e-f"]),
        (
            String(repeating: "word ", count: 17) + ".end",
            [String(repeating: "word ", count: 14) + "word", "word word .end"]
        ),
    ]

    @Test(arguments: texts)
    func textIsSplitIntoSentencesAndEscaped(_ text: String, _ lines: [String]) {
        #expect(Mdoc.text(text) == lines)
    }

    @Test func aFullStopThatBeginsALineIsNoRequest() {
        let lines = Mdoc.text(String(repeating: "wordword ", count: 8) + "wordw .end")
        #expect(lines == [String(repeating: "wordword ", count: 8) + "wordw", "\\&.end"])
    }

    @Test func codeStaysAsItIsTyped() {
        #expect(Mdoc.code("a - ~b^`c'\\") == "a \\- \\(tib\\(ha\\(gac\\(aq\\e")
        #expect(Mdoc.code(".It") == "\\&.It")
        #expect(Mdoc.argument("Ar = \"x\"") == "\"Ar = \\(dqx\\(dq\"")
        #expect(Mdoc.heading("[paths]") == "\"\\(lBpaths\\(rB\"")
    }
}
