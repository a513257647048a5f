import Testing

@testable import Daemon

/// Where a command looks for the daemon.
@Suite struct ControlSocketPlaceTests {
    private func place(_ main: String, _ others: [String: String] = [:]) throws -> String {
        let scratch = try ScratchDirectory()
        try scratch.write(main, to: "copydesk.toml")
        for (name, text) in others { try scratch.write(text, to: name) }
        var loader = ConfigurationLoader(path: scratch.path + "/copydesk.toml")
        return try loader.loadControlSocket().replacingOccurrences(of: scratch.path, with: "BASE")
    }

    @Test(arguments: [
        ("", "/run/copydesk/control.sock"),
        ("[paths]\nstate = \"s\"", "BASE/s/control.sock"),
        ("[paths]\nstate = \"s\"\n[monitor]\ncontrol = \"c.sock\"", "BASE/c.sock"),
        // Faults elsewhere are the daemon's to tell.
        ("[fetch]\ndelay = 3\n[unknown]\n[[source]]\n", "/run/copydesk/control.sock"),
    ]) func itIsRead(_ main: String, _ expected: String) throws {
        #expect(try place(main) == expected)
    }

    @Test func aSecretThatOnlyTheDaemonReadsIsNotMissed() throws {
        let source = "[[source]]\nurl = \"https://news.example/\"\nbearer_file = \"/nowhere/secret\"\n"
        #expect(try place("", ["sources.d/news.toml": source]) == "/run/copydesk/control.sock")
    }

    @Test(arguments: ["[monitor]\ncontrol = 3", "[paths]\nstat = \"s\"", "[paths"])
    func whatHidesItIsAnError(_ main: String) {
        #expect(throws: ConfigurationErrors.self) { try place(main) }
    }
}
