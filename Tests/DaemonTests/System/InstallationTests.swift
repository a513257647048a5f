import Foundation
import Testing

@testable import Daemon

/// `make install`, below a directory of the test's own.
@Suite struct InstallationTests {
    @Test func everythingStandsWhereItBelongsAndAnEditedFileStays() async throws {
        let scratch = try ScratchDirectory()
        try await install(below: scratch.path)
        let binary = scratch.path + "/usr/bin/copydesk"
        for program in [binary, binary + "-worker"] { #expect(FileManager.default.isExecutableFile(atPath: program)) }
        for (file, words) in [
            ("usr/lib/systemd/system/copydesk.service", "ExecStart=/usr/bin/copydesk run"),
            ("usr/lib/sysusers.d/copydesk.conf", "/var/lib/copydesk"),
            ("usr/share/bash-completion/completions/copydesk", "complete -o filenames -F _copydesk copydesk"),
            ("usr/share/zsh/site-functions/_copydesk", "#compdef copydesk"),
            ("usr/share/fish/vendor_completions.d/copydesk.fish", "complete -c 'copydesk'"),
            ("usr/share/man/man1/copydesk.1", ".Dt COPYDESK 1"),
            ("usr/share/man/man5/copydesk.toml.5", ".Dt COPYDESK.TOML 5"),
            ("usr/share/man/man8/copydesk-worker.8", ".Dt COPYDESK 8"),
            ("etc/copydesk/sources.d/example.toml", "[[source]]"),
            ("etc/copydesk/sites.d/example.org.toml", "strip"),
        ] {
            let text = try String(contentsOfFile: "\(scratch.path)/\(file)", encoding: .utf8)
            #expect(text.contains(words), "\(file)")
        }
        let configuration = scratch.path + "/etc/copydesk/copydesk.toml"
        #expect(try Configuration.load(path: configuration) == .embeddedDefault)

        try "# mine\n".write(toFile: configuration, atomically: true, encoding: .utf8)
        try await install(below: scratch.path)
        #expect(try String(contentsOfFile: configuration, encoding: .utf8) == "# mine\n")
    }

    @Test func anotherPrefixIsInTheUnit() async throws {
        let scratch = try ScratchDirectory()
        try await install(below: scratch.path, prefix: "/usr/local")
        let path = scratch.path + "/usr/local/lib/systemd/system/copydesk.service"
        let unit = try String(contentsOfFile: path, encoding: .utf8)
        #expect(unit.contains("\nExecStart=/usr/local/bin/copydesk run") && !unit.contains("/usr/bin/copydesk"))
        #expect(FileManager.default.isExecutableFile(atPath: scratch.path + "/usr/local/bin/copydesk"))
    }

    /// The user that the unit names is the one that is made.
    @Test func theUnitsUserIsMade() throws {
        let root = ShippedConfigurationTests.root
        let unit = try String(contentsOfFile: root + "/systemd/copydesk.service", encoding: .utf8)
        let users = try String(contentsOfFile: root + "/systemd/copydesk.sysusers", encoding: .utf8)
        let name = try #require(unit.firstMatch(of: /\nUser=(.*)\n/)?.1)
        #expect(unit.contains("\nGroup=\(name)\n"))
        #expect(users.split(separator: "\n").map { $0.split(separator: " ").prefix(3) }.contains(["u", name, "-"]))
    }

    @Test func manualPagesHoldEveryCommandSettingAndExitCode() async throws {
        let scratch = try ScratchDirectory()
        try await install(below: scratch.path)
        let manual = scratch.path + "/usr/share/man"
        let commands = try String(contentsOfFile: manual + "/man1/copydesk.1", encoding: .utf8)
        let help = try await copydesk(["--help"]).output
        let names = help.matches(of: /\n  ([a-z]+) {2}/).map { String($0.1) }
        #expect(names.count > 10)
        for name in names {
            #expect(commands.contains(".Ic \(name)\n") || commands.contains(".It Ic \(name) Ar command\n"), "\(name)")
        }
        let settings = try String(contentsOfFile: manual + "/man5/copydesk.toml.5", encoding: .utf8)
        for key in Configuration.embeddedDefault.listSettings().map(\.key) + SourceReader.keys {
            #expect(settings.contains("\"\(key) = ") || settings.contains("\n\(key) = "), "\(key)")
        }
        for page in [commands, try String(contentsOfFile: manual + "/man8/copydesk.8", encoding: .utf8)] {
            for code in ExitCode.allCases { #expect(page.contains("\n.It \(code.rawValue)\n\(code.meaning)\n")) }
        }
        for page in ["man1/copydesk.1", "man5/copydesk.toml.5", "man8/copydesk.8"] {
            #expect(try await complaints(about: "\(manual)/\(page)") == [], "\(page)")
        }
    }

    /// The scripts are read by their shells, where these are installed.
    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreScriptsOfTheirShell(_ shell: String) async throws {
        let script = try await copydesk(["completion", shell])
        #expect(script.ending == .status(0))
        #expect(script.output.contains("follow"))
        let program = "/usr/bin/\(shell)"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            return print("SKIPPED: \(shell) is not installed; nothing read its completions in this run")
        }
        let scratch = try ScratchDirectory()
        let file = try scratch.write(script.output, to: "completions")
        let (status, words) = try await run(program, ["-n", file])
        #expect(status == 0, "\(words)")
    }

    @Test func anotherShellIsRefused() async throws {
        let answer = try await copydesk(["completion", "ksh"])
        #expect(answer.ending == .status(ExitCode.usage.rawValue))
    }

    /// What mandoc's linter says, but for pages that are not installed on this machine.
    private func complaints(about page: String) async throws -> [String] {
        let (_, words) = try await run("/usr/bin/mandoc", ["-T", "lint", page])
        return words.split(separator: "\n").map(String.init).filter {
            !$0.contains("referenced manual not found") && !$0.contains("outdated mandoc.db")
        }
    }

    private func install(below directory: String, prefix: String = "/usr") async throws {
        let build = URL(filePath: RunningProgram.path(of: "copydesk")).deletingLastPathComponent().path
        // What a make above this one hands down is none of this one's business.
        let (status, words) = try await run(
            "/usr/bin/env",
            [
                "-u", "MAKEFLAGS", "-u", "MAKELEVEL", "-u", "MFLAGS",
                "make", "-s", "-C", ShippedConfigurationTests.root, "install",
                "DESTDIR=\(directory)", "PREFIX=\(prefix)", "BUILD=\(build)",
            ])
        #expect(status == 0, "\(words)")
    }

    private func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let said = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: (process.terminationStatus, String(decoding: said, as: UTF8.self)))
            }
        }
    }
}
