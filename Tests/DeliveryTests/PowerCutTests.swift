import CShutdown
import Foundation
import Testing

/// The power fails at a moment that chance draws, on an ext4 that is shut down without flushing its log, mounted again, and
/// the daemon started again: 200 times with `make crash`, 20 times with `make test`.
@Suite(.enabled(if: PowerDisk.isAllowed, "SKIPPED: needs root, loop devices and ext4's shutdown")) struct PowerCutTests
{
    private static let cuts = ProcessInfo.processInfo.environment["POWER_CUTS"].flatMap(Int.init) ?? 20
    /// In a row on one file system.
    private static let inARow = 4

    @Test func nothingIsLostTornOrDoubled() throws {
        for first in stride(from: 0, to: Self.cuts, by: Self.inARow) {
            let disk = try PowerDisk()
            // By turns alone and in groups.
            let runs = try ProbeRuns(articles: 20, together: [1, 7][first / Self.inARow % 2], in: disk.path)
            // The operator made the directories long ago: a cut before the first delivery does not take them along.
            try disk.flush()
            for cut in first..<min(first + Self.inARow, Self.cuts) {
                let probe = try runs.start()
                try probe.read(.random(in: 0...(runs.together > 1 ? 6 : 14)))
                usleep(.random(in: 0...3000))
                try disk.cutPower()
                probe.kill()
                try disk.mountAgain()
                try runs.expectWhole("after cut \(cut)")
            }
            try runs.expectComplete("after cuts \(first) and on")
        }
    }
}

/// A small ext4 in a file, mounted until its last reference goes.
final class PowerDisk: Sendable {
    private let file: OutputDirectory
    private let mount: OutputDirectory
    var path: String { mount.path }

    static let isAllowed: Bool = {
        guard geteuid() == 0, let disk = try? PowerDisk() else { return false }
        return (try? disk.cutPower()) != nil
    }()

    init() throws {
        (file, mount) = (try OutputDirectory(), try OutputDirectory())
        try Program.run(["truncate", "--size", "24M", file.path + "/disk"])
        try Program.run(["mkfs.ext4", "-q", "-F", file.path + "/disk"])
        try attach()
    }

    deinit {
        // A mount that stays is the machine's to clean; the test has its result.
        try? Program.run(["umount", "--lazy", path])
    }

    func cutPower() throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard copydesk_cut_power(descriptor) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    func flush() throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard copydesk_flush(descriptor) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// After the last of its users has ended.
    func mountAgain() throws {
        try Program.run(["umount", path])
        try attach()
    }

    private func attach() throws { try Program.run(["mount", "-o", "loop", file.path + "/disk", path]) }
}
