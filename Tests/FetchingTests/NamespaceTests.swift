import Foundation
import Testing

/// The guard where a mistake would show: in a network namespace whose only device holds public and forbidden addresses alike,
/// with a server on all of them and a name server that lies.
@Suite(.timeLimit(.minutes(1)))
struct NamespaceTests {
    static let forbidden = ["10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.1", "100.64.0.1", "192.0.0.192"]

    @Test func nothingButWhatIsPublicIsEverReached() async throws {
        let direct = Self.forbidden.map { "http://\($0)/" }
        let redirected = Self.forbidden.map { "http://8.8.8.8/to/http://\($0)/" }
        let named = Self.forbidden.map { "http://a-\($0).test/" }
        let lying = Self.forbidden.map { "http://b-8.8.8.8-\($0).test/to/http://b-8.8.8.8-\($0).test/" }
        let spelled = [
            "http://0x0a000001/", "http://012.0.0.1/", "http://167772161/", "http://10.1/", "http://10.0.0.1./",
            "http://\u{ff11}\u{ff10}.0.0.1/", "http://8.8.8.8@10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://[::1]/",
            "http://[fd00::1]/", "http://localhost/", "http://0/", "http://metadata.google.internal/",
        ]
        guard let lines = try Self.run(direct + redirected + named + spelled + lying + ["http://a-8.8.8.8.test/"])
        else {
            return
        }
        for address in direct + named + spelled {
            let line = try #require(lines.first { $0.hasPrefix(address + " ") }, "\(address)")
            #expect(line.contains("refusedAddress") || line.contains(" dns "), "\(line)")
        }
        for address in redirected {
            #expect(lines.contains { $0.hasPrefix(address + " refusedAddress") }, "\(address)")
        }
        #expect(lines.contains("http://a-8.8.8.8.test/ 200 8.8.8.8"))
        #expect(lines.last == "reached: ::ffff:8.8.8.8", "\(lines)")
    }

    @Test func aNameWithSomePublicAddressIsReachedThere() throws {
        guard let lines = try Self.run(["http://a-10.0.0.1-8.8.8.8-192.168.1.1.test/"]) else { return }
        #expect(lines == ["http://a-10.0.0.1-8.8.8.8-192.168.1.1.test/ 200 8.8.8.8", "reached: ::ffff:8.8.8.8"])
    }

    @Test func aNameServerThatStallsMeetsTheLimit() throws {
        guard let lines = try Self.run(["http://stalled.test/", "http://a-8.8.8.8.test/"]) else { return }
        #expect(
            lines.first?.hasPrefix("http://stalled.test/ timeout(Fetching.FetchPhase.resolving)") == true, "\(lines)")
        #expect(lines.dropFirst().first == "http://a-8.8.8.8.test/ 200 8.8.8.8")
        #expect(lines.count == 3)
    }

    /// What the probe prints; nil, and a line that says so, where this machine allows no namespace.
    private static func run(_ addresses: [String]) throws -> [String]? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("copydesk-net-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A left-over folder in the temporary directory is the worst that can happen.
        defer { try? FileManager.default.removeItem(at: folder) }
        let resolver = folder.appendingPathComponent("resolv.conf")
        try "nameserver 127.0.0.1\noptions timeout:20 attempts:1\n".write(
            to: resolver, atomically: false, encoding: .utf8)
        let probe = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "guard-probe").path
        let devices = (forbidden + ["8.8.8.8"]).map { "ip address add \($0)/32 dev lo" }
        let script =
            (["set -e", "ip link set lo up"] + devices + [
                "ip address add fd00::1/128 dev lo", "mount --bind \(resolver.path) /etc/resolv.conf",
                "echo ready", "exec \"$@\"",
            ]).joined(separator: "\n")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["unshare", "--net", "--mount", "sh", "-c", script, "sh", probe] + addresses
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = text.split(separator: "\n").map(String.init)
        guard let ready = lines.firstIndex(of: "ready") else {
            print("SKIPPED, this machine allows no network namespace: \(lines.joined(separator: "; "))")
            return nil
        }
        #expect(process.terminationStatus == 0, "\(text)")
        return Array(lines[(ready + 1)...])
    }
}
