import Foundation
import Synchronization

/// A terminal that a program writes to, and the bytes that arrive at its screen.
final class PseudoTerminal: Sendable {
    private struct Side: @unchecked Sendable {  // Handed to one program, then closed.
        let handle: FileHandle
    }

    private let program: Side
    private let screen: Int32
    private let bytes = Mutex<[UInt8]>([])
    private let hasEnded = DispatchSemaphore(value: 0)

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        screen = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, UInt32) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN (ioctl_tty(2)), whose names are macros with arguments.
        guard screen >= 0, ioctl(screen, 0x4004_5431, &locked) == 0, ioctl(screen, 0x8004_5430, &number) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
        program = Side(handle: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
        resize(columns: columns, rows: rows)
        Thread.detachNewThread { [self] in read() }
    }

    /// Whoever has it as controlling terminal is told by SIGWINCH; a test's programs have not.
    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(screen, UInt(TIOCSWINSZ), &size)
    }

    /// Where the program writes.
    var handle: FileHandle { program.handle }

    /// What has arrived by now.
    var soFar: [UInt8] { bytes.withLock { $0 } }

    /// All that arrived, once the program has ended.
    func shown() throws -> [UInt8] {
        try program.handle.close()
        hasEnded.wait()
        return bytes.withLock { $0 }
    }

    /// The last program that closes its side ends the reading with an error (EIO).
    private func read() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Foundation.read(screen, &buffer, buffer.count)
            if count <= 0 { break }
            bytes.withLock { $0 += buffer.prefix(count) }
        }
        close(screen)
        hasEnded.signal()
    }
}
