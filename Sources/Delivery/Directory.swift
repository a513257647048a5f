internal import CSystem
import Glibc

/// An open directory, entered step by step without following symbolic links, so that nothing planted in the output
/// directory can lead a write elsewhere. All names are single path components, relative to the descriptor.
final class Directory: Sendable {
    let descriptor: Int32
    /// For messages only, relative to the output directory.
    let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Opens the output directory itself. Its own path is the administrator's: links in it are followed.
    static func root(_ path: String) throws(DeliveryError) -> Directory {
        let descriptor = retrying { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DeliveryError(operation: "open", path: path) }
        return Directory(descriptor: descriptor, path: "")
    }

    /// The directory of that name, or nil if there is none.
    func existing(_ name: String) throws(DeliveryError) -> Directory? {
        let descriptor = Self.retrying {
            openat(self.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        if descriptor >= 0 { return Directory(descriptor: descriptor, path: below(name)) }
        guard errno == ENOENT else { throw DeliveryError(operation: "open", path: below(name)) }
        return nil
    }

    /// The directory of that name, made durably if there is none.
    func entered(_ name: String, mode: UInt32) throws(DeliveryError) -> Directory {
        let (directory, isNew) = try made(name, mode: mode)
        guard isNew else { return directory }
        do throws(DeliveryError) {
            try synchronise()
        } catch {
            // Left in place, the next delivery would take it for durable.
            unlinkat(descriptor, name, AT_REMOVEDIR)
            throw error
        }
        return directory
    }

    /// The directory of that name, made if there is none; a new one is durable when this one has been flushed.
    func made(_ name: String, mode: UInt32) throws(DeliveryError) -> (directory: Directory, isNew: Bool) {
        if let directory = try existing(name) { return (directory, false) }
        guard mkdirat(descriptor, name, mode) == 0 || errno == EEXIST else {
            throw DeliveryError(operation: "create", path: below(name))
        }
        guard let directory = try existing(name) else {
            throw DeliveryError(operation: "open", path: below(name), code: ENOENT)
        }
        // The umask may have taken bits away.
        guard fchmod(directory.descriptor, mode) == 0 else {
            let error = DeliveryError(operation: "set mode of", path: below(name))
            unlinkat(descriptor, name, AT_REMOVEDIR)
            throw error
        }
        return (directory, true)
    }

    /// Tells a directory or file from another that took its name.
    struct Identity: Equatable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    func identity() throws(DeliveryError) -> Identity {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw DeliveryError(operation: "stat", path: path) }
        return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// Flushes the directory's entries: names given or taken before this call survive a power cut.
    func synchronise() throws(DeliveryError) {
        guard Self.retrying({ fsync(self.descriptor) }) == 0 else {
            throw DeliveryError(operation: "flush", path: path)
        }
    }

    /// Gives a file of this directory a name in another one, if that name is free. Atomic.
    ///
    /// - Returns: false when the name is taken.
    func move(_ name: String, to target: Directory, as newName: String) throws(DeliveryError) -> Bool {
        if copydesk_rename_noreplace(descriptor, name, target.descriptor, newName) == 0 { return true }
        // Some file systems (NFS, older FUSE) know no flags for rename; link(2) does not replace either.
        if errno == EINVAL || errno == ENOSYS, linkat(descriptor, name, target.descriptor, newName, 0) == 0 {
            unlinkat(descriptor, name, 0)
            return true
        }
        guard errno == EEXIST else {
            throw DeliveryError(operation: "rename \(below(name)) to", path: target.below(newName))
        }
        return false
    }

    /// Gives a file of this directory a further name in another one; if that name is taken, nothing happens.
    func link(_ name: String, into target: Directory, as newName: String) throws(DeliveryError) {
        guard linkat(descriptor, name, target.descriptor, newName, 0) == 0 || errno == EEXIST else {
            throw DeliveryError(operation: "link \(below(name)) to", path: target.below(newName))
        }
    }

    /// Removes the file or link of that name. One that is not there is fine.
    func remove(_ name: String) throws(DeliveryError) {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw DeliveryError(operation: "remove", path: below(name))
        }
    }

    /// Removes the file or link of that name; a directory is left alone.
    func removeUnlessDirectory(_ name: String) throws(DeliveryError) {
        guard unlinkat(descriptor, name, 0) == 0 || [ENOENT, EISDIR].contains(errno) else {
            throw DeliveryError(operation: "remove", path: below(name))
        }
    }

    /// Removes the directory of that name if it is empty.
    ///
    /// - Returns: whether it was.
    func removeEmpty(_ name: String) throws(DeliveryError) -> Bool {
        if unlinkat(descriptor, name, AT_REMOVEDIR) == 0 { return true }
        guard [ENOENT, ENOTEMPTY, EEXIST, ENOTDIR, EBUSY].contains(errno) else {
            throw DeliveryError(operation: "remove", path: below(name))
        }
        return false
    }

    /// The names in it, without `.` and `..`, in no order.
    func names() throws(DeliveryError) -> [String] {
        // A descriptor of its own, since closedir closes it and reading moves its offset.
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw DeliveryError(operation: "read", path: path) }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var names: [String] = []
        while let entry = readdir(stream) {
            // By address: copying the struct would read its 256 name bytes, more than readdir promises to be there.
            let name = String(cString: (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: CChar.self))
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    func below(_ name: String) -> String {
        path.isEmpty ? name : path + "/" + name
    }

    /// Repeats a system call that a signal has interrupted.
    static func retrying<Result: BinaryInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
