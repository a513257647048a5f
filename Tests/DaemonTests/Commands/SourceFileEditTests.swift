import Testing

@testable import Daemon

/// Changes to files that people write too.
@Suite struct SourceFileEditTests {
    private let file = """
        # Our sources.

        [[source]]  # the first
        url = "https://a.example/"   # by hand
        paused = true

        [[source]]
        # A comment of the second.
        url = "https://b.example/"
        paused = false # since May
        """

    @Test func whatIsAddedStandsAtTheEnd() {
        let source = SourceFileEdit.NewSource(url: "https://c.example/\"x", name: "c", kind: .site, tags: ["a", "b"])
        #expect(
            SourceFileEdit.adding([source], to: file) == file
                + "\n\n[[source]]\nurl = \"https://c.example/\\\"x\"\nname = \"c\"\n"
                + "kind = \"site\"\ntags = [\"a\", \"b\"]\n")
        #expect(
            SourceFileEdit.adding([.init(url: "u", name: "n")], to: "") == "[[source]]\nurl = \"u\"\nname = \"n\"\n")
    }

    @Test func pausingChangesOneLine() {
        let resumed = SourceFileEdit.setting(paused: false, in: file, header: 3, key: 5)
        #expect(resumed == file.replacing("paused = true\n", with: ""))
        let paused = SourceFileEdit.setting(paused: true, in: file, header: 7, key: 10)
        #expect(paused == file.replacing("paused = false # since May", with: "paused = true # since May"))
        let added = SourceFileEdit.setting(paused: true, in: "[[source]] # x\nurl = \"u\"", header: 1, key: nil)
        #expect(added == "[[source]] # x\npaused = true\nurl = \"u\"")
        #expect(SourceFileEdit.setting(paused: true, in: "source = [{ url = \"u\" }]", header: 1, key: nil) == nil)
    }

    @Test(
        arguments: [
            ("The Harbour Times", "https://a.example/f", ["b"], "the-harbour-times"),
            (nil, "https://www.a.example/f", [], "a.example"),
            ("A", "https://a.example/f", ["a"], "a.example"),
            ("A", "https://a.example/f", ["a", "a.example"], "a.example-f"),
            ("A", "https://a.example/f", ["a", "a.example", "a.example-f"], "a-2"), ("日本", "https://[::1]/", [], "1"),
        ] as [(String?, String, Set<String>, String)])
    func namesAreFree(_ title: String?, _ url: String, _ taken: Set<String>, _ expected: String) {
        #expect(SourceFileEdit.name(title: title, url: url, taken: taken) == expected)
    }
}
