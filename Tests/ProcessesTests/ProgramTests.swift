import Foundation
import Glibc
import Processes
import Testing

@Suite struct ProgramTests {
    /// What a program writes to its standard output, and how it ends.
    private func run(
        _ path: String, _ arguments: [String] = [], environment: [String] = [], input: Program.Stream = .nowhere
    ) throws -> (output: String, status: Int32) {
        let pipe = Pipe()
        let process = try Program(path, arguments, environment: environment).start(
            input: input, output: .descriptor(pipe.fileHandleForWriting.fileDescriptor), errors: .ours)
        try pipe.fileHandleForWriting.close()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (String(decoding: output, as: UTF8.self), status)
    }

    @Test func argumentsAndEnvironmentAreWhatWasGiven() throws {
        let script = "printf '%s|' \"$@\"; tr '\\0' '|' < /proc/$$/environ"
        let (output, status) = try run(
            "/bin/sh", ["-c", script, "name", "a b", "", "$HOME"], environment: ["ONE=1", "TWO=zwei drei"])
        #expect(output == "a b||$HOME|ONE=1|TWO=zwei drei|")
        #expect(status == 0)
    }

    @Test func inputIsWhereItLeads() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("handed over".utf8))
        try pipe.fileHandleForWriting.close()
        let handed = try run("/bin/cat", input: .descriptor(pipe.fileHandleForReading.fileDescriptor))
        #expect(handed.output == "handed over")
        #expect(try run("/bin/cat").output == "")
    }

    @Test func noOtherDescriptorIsOpen() throws {
        // One that exec(3) would leave open.
        let open = dup(STDERR_FILENO)
        defer { close(open) }
        #expect(try run("/bin/sh", ["-c", "/bin/ls /proc/$$/fd"]).output == "0\n1\n2\n")
    }

    /// A caller on one of Dispatch's threads has signals blocked, and a daemon ignores some.
    @Test func signalsAreAsInAFreshProcess() throws {
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR2)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        let handler = signal(SIGWINCH, SIG_IGN)
        defer {
            pthread_sigmask(SIG_SETMASK, &before, nil)
            signal(SIGWINCH, handler)
        }
        let lines = try run("/bin/cat", ["/proc/self/status"]).output.split(separator: "\n")
        // 32 and 33 are the C library's own, which it lets nobody change.
        let own = UInt64(0b11) << 31
        for name in ["SigBlk:", "SigIgn:"] {
            let line = try #require(lines.first { $0.hasPrefix(name) })
            let set = try #require(UInt64(line.dropFirst(name.count).trimmingCharacters(in: .whitespaces), radix: 16))
            #expect(set & ~own == 0, "\(line)")
        }
    }

    @Test func itHasAGroupOfItsOwn() throws {
        // Number and group are the first and the fifth field (proc(5)).
        let fields = try run("/bin/cat", ["/proc/self/stat"]).output.split(separator: " ")
        #expect(fields[0] == fields[4] && fields[4] != "\(getpgrp())")
    }

    @Test(arguments: [("/nowhere/at-all", ENOENT), ("/etc/passwd", EACCES)])
    func whatCannotBeStartedIsNamed(_ path: String, _ code: Int32) {
        #expect(throws: ProcessError(call: path, code: code)) { try run(path) }
    }
}
