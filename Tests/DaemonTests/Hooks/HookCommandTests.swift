import Foundation
import Glibc
import Testing

@testable import Daemon

/// A program that is handed the journal's lines.
@Suite struct HookCommandTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func run(
        _ script: String, _ arguments: [String] = [], limit: Duration = .seconds(60), lines: [HookLine] = Self.lines
    ) async throws -> HookOutcome {
        let path = try scratch.write("#!/bin/sh\n" + script, to: "hook")
        chmod(path, 0o755)
        let command = HookCommand([path] + arguments, output: "/the output", timeLimit: limit)
        return await withCheckedContinuation { continuation in
            command.hand(lines) { continuation.resume(returning: $0) }
        }
    }

    private static let lines = (3...5).map { HookLine(sequence: Int64($0), bytes: Array("{\"seq\":\($0),}\n".utf8)) }

    @Test func itFindsTheLinesAndNothingElseOfOurs() async throws {
        setenv("COPYDESK_TEST_SECRET", "secret", 1)
        defer { unsetenv("COPYDESK_TEST_SECRET") }
        let outcome = try await run(
            """
            cat > '\(scratch.path)/input'
            printf '%s|' "$COPYDESK_OUTPUT" "$@" > '\(scratch.path)/seen'
            tr '\\0' '\\n' < /proc/$$/environ | sed 's/=.*//' | sort > '\(scratch.path)/names'
            ls /proc/$$/fd > '\(scratch.path)/descriptors'
            """, ["a b", "$HOME"])
        #expect(outcome == HookOutcome(taken: 5))
        #expect(try read("input") == "{\"seq\":3,}\n{\"seq\":4,}\n{\"seq\":5,}\n")
        #expect(try read("seen") == "/the output|a b|$HOME|")
        #expect(try read("names").split(separator: "\n") == ["COPYDESK_OUTPUT", "LC_ALL", "PATH"])
        let descriptors = try read("descriptors").split(separator: "\n").compactMap { Int($0) }
        // A shell keeps its script open at 10 or above.
        #expect(descriptors.filter { $0 < 10 } == [0, 1, 2])
    }

    @Test func itFindsTheServicesCredentials() async throws {
        let script = "#!/bin/sh\necho \"$CREDENTIALS_DIRECTORY\" > '\(scratch.path)/seen'\n"
        let path = try scratch.write(script, to: "hook")
        chmod(path, 0o755)
        let command = HookCommand([path], output: "/", timeLimit: .seconds(60), credentials: "/run/credentials/x")
        let outcome = await withCheckedContinuation { continuation in
            command.hand(Self.lines) { continuation.resume(returning: $0) }
        }
        #expect(outcome == HookOutcome(taken: 5))
        #expect(try read("seen") == "/run/credentials/x\n")
    }

    @Test(arguments: [
        ("exit 3", "exit status 3"), ("kill -9 $$", "ended by signal 9"), ("exec /nowhere", "exit status 127"),
    ])
    func whatDoesNotEndWellHasTakenNothing(script: String, reason: String) async throws {
        let outcome = try await run(script)
        #expect(outcome.taken == nil && outcome.failure?.hasSuffix(reason) == true, "\(outcome)")
    }

    @Test func aProgramThatIsNotThereIsAFailureInWords() async throws {
        let command = HookCommand([scratch.path + "/none"], output: "/", timeLimit: .seconds(60))
        let outcome = await withCheckedContinuation { continuation in
            command.hand(Self.lines) { continuation.resume(returning: $0) }
        }
        #expect(outcome == HookOutcome(failure: "\(scratch.path)/none: No such file or directory"))
    }

    /// More than a pipe holds, and nobody reads it.
    @Test func aProgramNeedNotReadItsInput() async throws {
        let line = HookLine(sequence: 9, bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20))
        #expect(try await run("exit 0", lines: [line]) == HookOutcome(taken: 9))
    }

    @Test func whatTakesTooLongIsKilledWithItsGroup() async throws {
        // A machine that is busy may need longer until the script has started its child.
        for seconds in [2, 10, 50] where try read("child", orEmpty: true).isEmpty {
            let outcome = try await run(
                "sleep 600 & echo $! > '\(scratch.path)/child'; wait", limit: .seconds(seconds))
            #expect(outcome.failure?.hasSuffix("took longer than \(seconds)s and was killed") == true, "\(outcome)")
        }
        try await expectGone()
    }

    @Test func whatItLeavesRunningIsKilled() async throws {
        let outcome = try await run("sleep 600 & echo $! > '\(scratch.path)/child'")
        #expect(outcome == HookOutcome(taken: 5))
        try await expectGone()
    }

    @Test func aStopEndsIt() async throws {
        let path = try scratch.write("#!/bin/sh\nsleep 600 & echo $! > '\(scratch.path)/child'; wait", to: "hook")
        chmod(path, 0o755)
        let command = HookCommand([path], output: "/", timeLimit: .seconds(600))
        let outcome = await withCheckedContinuation { continuation in
            command.hand(Self.lines) { continuation.resume(returning: $0) }
            command.cancel()
        }
        #expect(outcome.taken == nil && outcome.failure?.hasSuffix("ended by signal 9") == true, "\(outcome)")
    }

    /// The script's child has ended; perhaps nobody has reaped it.
    private func expectGone() async throws {
        let child = try #require(Int(try read("child").filter(\.isNumber)))
        try await eventually("the child is gone") {
            guard let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8) else { return true }
            return status.contains(") Z ")
        }
    }

    /// - Parameter orEmpty: a file that is not there counts as empty.
    private func read(_ name: String, orEmpty: Bool = false) throws -> String {
        let path = scratch.path + "/" + name
        if orEmpty, !FileManager.default.fileExists(atPath: path) { return "" }
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}
