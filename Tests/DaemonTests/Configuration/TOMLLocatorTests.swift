import Testing

@testable import Daemon

@Suite struct TOMLLocatorTests {
    /// Path in dots with `#n` for elements, then the places of key and value.
    @Test(arguments: [
        ("a = 1", "a", "1:1", "1:5"),
        ("\n\n  a=1", "a", "3:3", "3:5"),
        ("a.b . c = 1", "a.b.c", "1:7", "1:11"),
        ("\"a.b\" = 1\nc = 2", "c", "2:1", "2:5"),
        ("'q' = 1", "q", "1:1", "1:7"),
        ("[t]\na = 1", "t.a", "2:1", "2:5"),
        ("[t]\na = 1", "t", "1:1", "1:1"),
        ("[t.u]\na = 1", "t.u.a", "2:1", "2:5"),
        ("[ t . \"u\" ]\na = 1", "t.u.a", "2:1", "2:5"),
        ("[[s]]\na = 1\n[[s]]\na = 2", "s.#0.a", "2:1", "2:5"),
        ("[[s]]\na = 1\n[[s]]\na = 2", "s.#1.a", "4:1", "4:5"),
        ("[[s]]\n\n[[s]]", "s.#1", "3:1", "3:1"),
        ("[[s]]\n[s.t]\na = 1\n[[s]]\n[s.t]\na = 2", "s.#1.t.a", "6:1", "6:5"),
        ("[[s]]\n[[s.t]]\n[[s.t]]\na = 1", "s.#0.t.#1.a", "4:1", "4:5"),
        ("a = [1, [2, 3]]", "a.#1.#1", "1:13", "1:13"),
        ("a = [ # one ] \"\n 1, # two\n 2,\n]\nb = 1", "a.#1", "3:2", "3:2"),
        ("a = [ # one ] \"\n 1, # two\n 2,\n]\nb = 1", "b", "5:1", "5:5"),
        ("a = { b = 1, c.d = [2, {e = 3}] }\nf = 1", "a.c.d.#1.e", "1:25", "1:29"),
        ("a = { b = 1, c.d = [2, {e = 3}] }\nf = 1", "f", "2:1", "2:5"),
        ("a = \"\"\"\nx = 1\n\"quoted\" \\\"\"\" \"\"\"\"\"\nb = 1", "b", "4:1", "4:5"),
        ("a = '''\nb = 2\n\\'''\nb = 1", "b", "4:1", "4:5"),
        ("a = \"#\\\"[\" # [c]\nb = 1", "b", "2:1", "2:5"),
        ("a = ''\nb = \"\"\nc = 1", "c", "3:1", "3:5"),
        ("a = 1979-05-27 07:32:00\nb = 1", "b", "2:1", "2:5"),
        ("é = 1\r\nb = \"ü\" # ü\r\nc = 1", "c", "3:1", "3:5"),
        ("x = { é = 'ü', b = 1 }", "x.b", "1:16", "1:20"),
        ("\u{FEFF}a = 1", "a", "1:1", "1:5"),
        ("a = 1", "missing", "-", "-"),
        ("[t]\na = 1", "t.missing", "1:1", "1:1"),
    ])
    func placesAreFound(_ toml: String, _ path: String, _ key: String, _ value: String) {
        let steps = path.split(separator: ".").map { part in
            part.hasPrefix("#") ? Int(part.dropFirst()).map(TOMLStep.index) ?? .key("") : .key(String(part))
        }
        let locator = TOMLLocator(toml)
        #expect(text(locator.keyPosition(steps)) == key)
        #expect(text(locator.valuePosition(steps)) == value)
    }

    @Test(arguments: [
        "]]]", "= =", "[[[", "a = [", "a = {", "a = \"\\", "{}", "a = [[,,]", "\"\"\"", "a=b=c", "a = {b", "\\u",
    ])
    func textThatIsNoTOMLEnds(_ toml: String) {
        #expect(TOMLLocator(toml).keyPosition([.key("nothing")]) == nil)
    }

    /// Numbers, dates and times of TOML 1.0, and what only begins like one, of which some ended the process.
    @Test func halfDatesAndNumbersAreFaults() {
        let whole = [
            "0", "+1", "-17", "1_000", "0xDEAD_beef", "0o755", "0b1_0", "1.5", "-0.0", "6.26e-34", "5e+22", "1_0.2_5",
            "+inf",
            "-nan", "nan", "true", "1979-05-27", "07:32:00", "00:32:00.999999", "1979-05-27T07:32:00Z",
            "1979-05-27 07:32:00.5-07:00", "1979-05-27t00:32:00z", "\"2026-03-11T:\"", "12 # days",
        ]
        for value in whole {
            #expect(TOMLLocator("a = [\(value)\t, 1 ]\r\nb = \(value)\r\n").faults.isEmpty, "\(value)")
        }
        let half = [
            "2026-03-11T:souar00Z", "2026-03-11T", "2026-3-11", "1__0", "1_", "01", "1.", "0x", "7:30",
            "07:32", "+", "2026-03-11T07:32:00+1", "1e", "1.5.2", "2h",
        ]
        for value in half {
            #expect(TOMLLocator("a = {b = \(value) }").faults.first?.position.column == 10, "\(value)")
        }
    }

    private func text(_ position: TextPosition?) -> String {
        position.map { "\($0.line):\($0.column)" } ?? "-"
    }
}
