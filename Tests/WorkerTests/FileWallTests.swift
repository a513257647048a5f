import CSystem
import Foundation
import Testing

@testable import Worker

/// Landlock alone, without the other wall before it. Each runs in a process of its own, which is walled in for ever.
@Suite(.enabled(if: FileWall.isOffered, "the kernel has no Landlock"))
struct FileWallTests {
    @Test func filesCanBeNeitherReadNorMade() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
            precondition(mkdir(folder, 0o700) == 0)
            precondition(symlink("nowhere", folder + "/link") == 0)
            defer { rmdir(folder) }
            try raiseFileWall()
            precondition(open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES, "reading")
            precondition(open("/proc/self/maps", O_RDONLY) == -1 && errno == EACCES, "reading about itself")
            precondition(open(folder, O_RDONLY | O_DIRECTORY) == -1 && errno == EACCES, "listing")
            precondition(open(folder + "/file", O_CREAT | O_WRONLY, 0o600) == -1 && errno == EACCES, "making")
            precondition(mkdir(folder + "/below", 0o700) == -1 && errno == EACCES, "making a folder")
            precondition(unlink(folder + "/link") == -1 && errno == EACCES, "removing")
            precondition(rename(folder + "/link", folder + "/other") == -1 && errno == EACCES, "renaming")
            precondition(execv("/bin/true", [nil]) == -1 && errno == EACCES, "executing")
            _exit(0)
        }
    }

    @Test func theThreadCannotTakeItBack() async {
        await #expect(processExitsWith: .exitCode(0)) {
            try raiseFileWall()
            try raiseFileWall()
            precondition(open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES)
            _exit(0)
        }
    }
}

/// Landlock asks for no_new_privs of whoever is not privileged.
private func raiseFileWall() throws {
    precondition(copydesk_set_no_new_privileges() == 0)
    _ = try FileWall.raise()
}
