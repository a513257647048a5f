import Foundation
import Testing

@testable import Daemon

/// The unit that is installed; systemd itself is never started here.
@Suite struct ServiceUnitTests {
    private static let analyzer = "/usr/bin/systemd-analyze"
    private static let hasAnalyzer = FileManager.default.isExecutableFile(atPath: analyzer)
    private static var unit: String { "\(ShippedConfigurationTests.root)/systemd/copydesk.service" }

    @Test(.enabled(if: hasAnalyzer, "needs systemd-analyze from Debian's package systemd"))
    func verifyPrintsNothing() throws {
        // The check wants the executable, which is not installed here; a copy of the unit names one that is.
        let text = try String(contentsOfFile: Self.unit, encoding: .utf8)
        let scratch = try ScratchDirectory()
        try #require(text.contains("ExecStart=/usr/bin/copydesk run --config /etc/copydesk/copydesk.toml\n"))
        let copy = try scratch.write(
            text.replacingOccurrences(of: "=/usr/bin/copydesk ", with: "=/bin/true "), to: "copydesk.service")
        let (output, status) = try analyze(["verify", "--man=no", copy])
        #expect(output == "")
        #expect(status == 0)
        // The same call does complain when there is something to complain about.
        let broken = try scratch.write(text + "[Service]\nNoSuchKey=1\n", to: "broken.service")
        #expect(try analyze(["verify", "--man=no", broken]).output.contains("NoSuchKey"))
    }

    /// The figure that `systemd-analyze security` gives, of at most 10.
    @Test(.enabled(if: hasAnalyzer, "needs systemd-analyze from Debian's package systemd"))
    func whatTheServiceCanReachIsLittle() throws {
        let (output, status) = try analyze(["security", "--offline=true", "--no-pager", Self.unit])
        #expect(status == 0)
        let figure = try #require(output.firstMatch(of: #/Overall exposure level for copydesk.service: ([0-9.]+)/#))
        #expect(try #require(Double(figure.1)) <= 1.2, "\(output)")
    }

    /// Whoever reads the unit learns of each line of its hardening why it is there.
    @Test func everyLineOfTheHardeningIsExplained() throws {
        let lines = try String(contentsOfFile: Self.unit, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("# Hardening") })
        let end = try #require(lines.firstIndex(of: "[Install]"))
        let settings = lines[start..<end].filter { !$0.hasPrefix("#") && !$0.isEmpty }
        #expect(settings.count > 20)
        for (before, line) in zip(lines[start..<end], lines[(start + 1)..<end]) where settings.contains(line) {
            #expect(before.hasPrefix("# "), "\(line)")
        }
    }

    @Test func theUserIsFixed() throws {
        let path = "\(ShippedConfigurationTests.root)/systemd/copydesk.sysusers"
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
        let user = try #require(lines.first { $0.hasPrefix("u ") }).split(separator: " ")
        let unit = try String(contentsOfFile: Self.unit, encoding: .utf8).components(separatedBy: "\n")
        #expect(unit.contains("User=\(user[1])") && unit.contains("Group=\(user[1])"))
        #expect(!unit.contains { $0.hasPrefix("DynamicUser=") })
    }

    @Test func theUnitAgreesWithTheCode() throws {
        let lines = try String(contentsOfFile: Self.unit, encoding: .utf8).components(separatedBy: "\n")
        #expect(lines.contains { $0.hasPrefix("ExecStart=") && $0.hasSuffix(" \(Configuration.defaultPath)") })
        #expect(lines.contains("RestartPreventExitStatus=\(ExitCode.configuration.rawValue)"))
        let state = lines.first { $0.hasPrefix("StateDirectory=") }?.dropFirst("StateDirectory=".count) ?? ""
        let directories = state.split(separator: " ").map { "/var/lib/\($0)" }
        #expect(directories.contains(Configuration.embeddedDefault.paths.output))
        // Not the state itself: systemd would open it to the group, as it does with all directories in this line.
        #expect(directories.contains(ConfigurationPath.directory(of: Configuration.embeddedDefault.paths.state)))
        #expect(!directories.contains(Configuration.embeddedDefault.paths.state))
        #expect(lines.contains { $0.hasPrefix("WatchdogSec=") })
        #expect(lines.contains("RuntimeDirectory=copydesk"))
        #expect(Configuration.embeddedDefault.controlSocket.hasPrefix("/run/copydesk/"))
        // The workers are processes: the unit must leave room for them.
        #expect(!lines.contains { $0.hasPrefix("LimitNPROC=") || $0.hasPrefix("TasksMax=") })
    }

    private func analyze(_ arguments: [String]) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.analyzer)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }
}
