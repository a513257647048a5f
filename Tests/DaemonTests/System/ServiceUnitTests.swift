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
        let command = "ExecStart=/usr/bin/copydesk run --config /etc/copydesk/copydesk.toml\n"
        let scratch = try ScratchDirectory()
        try #require(text.contains(command))
        let copy = try scratch.write(
            text.replacingOccurrences(of: command, with: "ExecStart=/bin/true\n"), to: "copydesk.service")
        let (output, status) = try analyze(["verify", "--man=no", copy])
        #expect(output == "")
        #expect(status == 0)
        // The same call does complain when there is something to complain about.
        let broken = try scratch.write(text + "[Service]\nNoSuchKey=1\n", to: "broken.service")
        #expect(try analyze(["verify", "--man=no", broken]).output.contains("NoSuchKey"))
    }

    @Test func theUnitAgreesWithTheCode() throws {
        let lines = try String(contentsOfFile: Self.unit, encoding: .utf8).components(separatedBy: "\n")
        #expect(lines.contains { $0.hasPrefix("ExecStart=") && $0.hasSuffix(" \(Configuration.defaultPath)") })
        #expect(lines.contains("RestartPreventExitStatus=\(ExitCode.configuration.rawValue)"))
        let state = lines.first { $0.hasPrefix("StateDirectory=") }?.dropFirst("StateDirectory=".count) ?? ""
        let directories = state.split(separator: " ").map { "/var/lib/\($0)" }
        #expect(directories.contains(Configuration.embeddedDefault.paths.state))
        #expect(directories.contains(Configuration.embeddedDefault.paths.output))
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
