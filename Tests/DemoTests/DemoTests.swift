import Foundation
import SampleWeb
import Testing

/// Runs the demo with a shell script in the daemon's place, which delivers the expected texts.
struct DemoTests {
    /// One way for a daemon to behave, and how the demo has to end.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// What the script does after it has delivered everything to `$out`.
        let script: String
        let exitCode: Int32
        /// A text in what the demo prints.
        let says: String
        var deadlineSeconds = 60
    }

    static let waitForTerm = "trap 'kill $!; exit 0' TERM; sleep 60 & wait"

    static let cases = [
        Case(
            testDescription: "all well", script: waitForTerm, exitCode: 0,
            says: "All 13 articles were delivered, each once."),
        Case(
            testDescription: "an article twice", script: "cp \"$out/a/1.txt\" \"$out/a/again.txt\"; " + waitForTerm,
            exitCode: 70, says: "was delivered 2 times"),
        Case(
            testDescription: "a file that is no article", script: "echo menu > \"$out/menu.txt\"; " + waitForTerm,
            exitCode: 70, says: "menu.txt is none of the articles"),
        Case(
            testDescription: "ends by itself", script: "rm \"$out/a/1.txt\"; echo no luck; exit 0", exitCode: 70,
            says: "no luck"),
        Case(
            testDescription: "delivers too little", script: "rm \"$out/a/1.txt\"; echo stuck; " + waitForTerm,
            exitCode: 75, says: "12 of 13 articles after 1 s", deadlineSeconds: 1),
        Case(
            testDescription: "ends with an error", script: waitForTerm.replacing("exit 0", with: "exit 3"),
            exitCode: 70, says: "did not stop cleanly on SIGTERM: status 3"),
    ]

    @Test(arguments: cases) func endsAsTheDaemonBehaves(_ example: Case) async throws {
        let folder = try TemporaryFolder()
        let texts = try await expectedTexts()
        let daemon = try folder.writeDaemon(delivering: texts, then: example.script)
        let demo = folder.path + "/demo"
        let result = try await run(
            demoExecutable(),
            ["--daemon", daemon, "--output", demo, "--deadline-seconds", "\(example.deadlineSeconds)"])
        #expect(result.exitCode == example.exitCode, "\(result.output)")
        #expect(result.output.contains(example.says), "\(result.output)")
        let report = result.output.split(separator: "\n").filter { !$0.hasPrefix("copydesk-demo: ") }
        #expect(report.allSatisfy { $0.count <= 100 || $0.contains(folder.path) })
    }

    @Test func writesAConfigurationWithThreeSources() async throws {
        let folder = try TemporaryFolder()
        let daemon = try folder.writeDaemon(delivering: try await expectedTexts(), then: Self.waitForTerm)
        let demo = folder.path + "/demo"
        _ = try await run(demoExecutable(), ["--daemon", daemon, "--output", demo])
        let configuration = try String(contentsOfFile: demo + "/copydesk.toml", encoding: .utf8)
        #expect(configuration.contains("allow_addresses = [\"127.0.0.0/8\"]"))
        let sources = try String(contentsOfFile: demo + "/sources.d/sample.toml", encoding: .utf8)
        #expect(sources.ranges(of: "[[source]]").count == 3)
        #expect(try String(contentsOfFile: demo + "/copydesk.log", encoding: .utf8) == "run --config\n")
    }

    @Test func showsThePageBeforeAndAfter() async throws {
        let folder = try TemporaryFolder()
        let daemon = try folder.writeDaemon(delivering: try await expectedTexts(), then: Self.waitForTerm)
        let result = try await run(demoExecutable(), ["--daemon", daemon, "--output", folder.path + "/demo"])
        let parts = result.output.components(separatedBy: "\nAfter: ")
        #expect(parts.count == 2)
        #expect(parts[0].contains("\n- Accept all Settings"))
        #expect(parts[0].contains("\n  The first ferry to Skarnholm left the North Quay"))
        #expect(!parts[1].contains("Accept all"))
        #expect(parts[1].contains("\nThe first ferry to Skarnholm left the North Quay"))
    }

    @Test func refusesAFolderThatIsInUse() async throws {
        let folder = try TemporaryFolder()
        let daemon = try folder.writeDaemon(delivering: [], then: "exit 0")
        let result = try await run(demoExecutable(), ["--daemon", daemon, "--output", folder.path])
        #expect(result.exitCode == 74)
        #expect(result.output.contains("is not empty"))
    }

    @Test func aMissingDaemonIsUnavailable() async throws {
        let folder = try TemporaryFolder()
        let result = try await run(demoExecutable(), ["--daemon", "/nonexistent/copydesk", "--output", folder.path])
        #expect(result.exitCode == 69)
    }

    @Test func anInterruptionEndsTheDaemonToo() async throws {
        let folder = try TemporaryFolder()
        // The script says through the pipe that it is up, and by a file that it was asked to end.
        let daemon = try folder.writeDaemon(
            delivering: [],
            then: "trap 'echo ended > \"$out/../ended\"; kill $!; exit 0' TERM; echo up > \"$pipe\"; sleep 60 & wait")
        let demo = try start(demoExecutable(), ["--daemon", daemon, "--output", folder.path + "/demo"])
        defer { demo.process.terminate() }
        let pipe = try #require(FileHandle(forReadingAtPath: folder.path + "/pipe"))
        #expect(try pipe.readToEnd() == Data("up\n".utf8))
        demo.process.interrupt()
        let result = await demo.result()
        #expect(result.exitCode == 130)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/demo/output/ended"))
    }

    private func expectedTexts() async throws -> [String] {
        let web = try await SampleSites.start()
        await web.stop()
        return web.articles.map(\.expectedText)
    }
}

/// The demo's executable, which is built beside the tests' own bundle.
private func demoExecutable() -> String {
    let bundles = Bundle.allBundles + [Bundle.main]
    let folders = bundles.map { $0.bundleURL } + bundles.compactMap { $0.executableURL?.deletingLastPathComponent() }
    let candidates = folders.map { $0.appending(path: "copydesk-demo").path }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "copydesk-demo"
}
