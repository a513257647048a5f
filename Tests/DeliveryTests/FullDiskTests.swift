import Foundation
import Testing

@testable import Delivery

/// On file systems of a few pages, mounted for the test.
@Suite(.enabled(if: Tmpfs.isAllowed, "SKIPPED: needs root with the right to mount a tmpfs"))
struct FullDiskTests {
    let disk: Tmpfs
    let store: ArticleStore

    init() throws {
        disk = try Tmpfs(options: "size=64k,nr_inodes=100")
        store = try ArticleStore(directory: disk.path)
    }

    @Test func anArticleThatDoesNotFitLeavesNothing() throws {
        let long = article(paragraphs: [String(repeating: "word ", count: 40_000)])
        #expect {
            try store.stage(long, as: 1, now: now)
        } throws: {
            if case DeliveryError.full = $0 { true } else { false }
        }
        #expect(try disk.output.files().isEmpty)
        #expect(throws: Never.self) { try store.publish(try store.stage(article(), as: 2, now: now)) }
    }

    @Test(arguments: 2...6)
    func noRoomForADirectoryHidesTheArticleUntilThereIs(free: Int) throws {
        try disk.remount("nr_inodes=\(2 + free)")
        let staged = try store.stage(article(), as: 1, now: now)
        #expect {
            try store.publish(staged)
        } throws: {
            if case DeliveryError.full = $0 { true } else { false }
        }
        #expect(try disk.output.files().allSatisfy { $0.hasPrefix(".staging/") })
        try disk.remount("nr_inodes=100")
        #expect(store.reconcile(staged) == .delivered)
        #expect(try disk.output.files().count == 2)
    }

    @Test func aDiskThatTurnsReadOnlyIsAnErrorAndNotTheEnd() throws {
        let staged = try store.stage(article(), as: 1, now: now)
        try disk.remount("ro")
        #expect {
            try store.stage(article(key: "k"), as: 2, now: now)
        } throws: {
            if case DeliveryError.io(code: EROFS, _) = $0 { true } else { false }
        }
        #expect {
            try store.publish(staged)
        } throws: {
            if case DeliveryError.io(code: EROFS, _) = $0 { true } else { false }
        }
        try disk.remount("rw")
        try store.publish(staged)
        #expect(try disk.output.files().count == 2)
    }
}

/// A small file system in memory, unmounted with its last reference.
final class Tmpfs: Sendable {
    let output: OutputDirectory
    var path: String { output.path }

    static let isAllowed: Bool = {
        guard geteuid() == 0, let disk = try? Tmpfs(options: "size=64k") else { return false }
        return !disk.path.isEmpty
    }()

    init(options: String) throws {
        output = try OutputDirectory()
        try Program.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", output.path])
    }

    deinit {
        // A mount that stays is the machine's to clean; the test has its result.
        try? Program.run(["umount", "--lazy", output.path])
    }

    func remount(_ options: String) throws {
        try Program.run(["mount", "-o", "remount,\(options)", output.path])
    }
}
