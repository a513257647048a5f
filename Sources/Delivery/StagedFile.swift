internal import CSystem
import Glibc

/// A file of the staging directory that is written and not flushed yet. The descriptor is closed with the last reference.
final class StagedFile: Sendable {
    let name: String
    private let directory: Directory
    private let descriptor: Int32

    /// Writes a new file. On failure nothing of it stays.
    init(_ name: String, content: String, mode: UInt32, in directory: Directory) throws(DeliveryError) {
        self.name = name
        self.directory = directory
        descriptor = Directory.retrying {
            openat(directory.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else { throw DeliveryError(operation: "create", path: directory.below(name)) }
        do throws(DeliveryError) {
            try write(content)
            guard fchmod(descriptor, mode) == 0 else {
                throw DeliveryError(operation: "set mode of", path: directory.below(name))
            }
        } catch {
            remove()
            throw error
        }
    }

    deinit {
        close(descriptor)
    }

    func remove() { unlinkat(directory.descriptor, name, 0) }

    /// Has the kernel begin to write it, so that the files of a group are on their way to the disk together and the first flush
    /// takes all of them along. Where this cannot be done nothing is lost: it is the flush that counts.
    func beginWriting() { _ = copydesk_begin_writing(descriptor) }

    func synchronise() throws(DeliveryError) {
        guard Directory.retrying({ fsync(descriptor) }) == 0 else {
            throw DeliveryError(operation: "flush", path: directory.below(name))
        }
    }

    private func write(_ content: String) throws(DeliveryError) {
        var content = content
        let isWritten = content.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Directory.retrying {
                    Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
                }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
        guard isWritten else { throw DeliveryError(operation: "write", path: directory.below(name)) }
    }
}
