internal import CSystem
import Glibc

/// The wall that Landlock makes: no file can be opened, made, renamed or removed, and, where the kernel is new enough, no
/// TCP port bound or dialled and nobody outside signalled. It stands behind ``SystemCallWall``, should that one have a gap.
///
/// https://docs.kernel.org/userspace-api/landlock.html: what is handled and allowed by no rule is denied. There are no rules.
enum FileWall {
    /// What a version of the interface can deny, with all versions before it.
    private struct Version {
        var fileSystem: UInt64 = 0
        var network: UInt64 = 0
        var scopes: UInt64 = 0
        /// What a kernel without it leaves to the other wall.
        let adds: String
    }

    /// In the order they came with Linux 5.13, 5.19, 6.2, 6.7, 6.10 and 6.12.
    private static let versions = [
        Version(fileSystem: 0x1FFF, adds: "files"),
        Version(fileSystem: 0x2000, adds: "linking between folders"),
        Version(fileSystem: 0x4000, adds: "truncating"),
        Version(network: 0x3, adds: "TCP"),
        Version(fileSystem: 0x8000, adds: "devices"),
        Version(scopes: 0x3, adds: "signals and abstract sockets"),
    ]

    static var isOffered: Bool { copydesk_landlock_version() > 0 }

    /// Denies the calling thread, and all it starts, whatever this kernel can deny.
    /// - Returns: what remains open, as a sentence for the log; empty when nothing does.
    /// - Throws: `unconfined` when the kernel offers the wall and then refuses it.
    static func raise() throws(WorkerError) -> String {
        let offered = Int(copydesk_landlock_version())
        guard offered > 0 else { return "the kernel has no Landlock" }
        try deny(versions.prefix(offered))
        let missing = versions.dropFirst(offered).map(\.adds)
        return missing.isEmpty ? "" : "the kernel's Landlock does not cover \(missing.joined(separator: ", "))"
    }

    private static func deny(_ versions: ArraySlice<Version>) throws(WorkerError) {
        var rights = copydesk_landlock_rights()
        for version in versions {
            rights.file_system |= version.fileSystem
            rights.network |= version.network
            rights.scopes |= version.scopes
        }
        // Earlier kernels refuse a longer structure only where the part they do not know is not zero.
        let rules = copydesk_landlock_create(&rights, MemoryLayout.size(ofValue: rights))
        guard rules >= 0 else { throw .unconfined(call: "landlock_create_ruleset", code: errno) }
        defer { close(rules) }
        guard copydesk_landlock_enter(rules) == 0 else {
            throw .unconfined(call: "landlock_restrict_self", code: errno)
        }
    }
}
