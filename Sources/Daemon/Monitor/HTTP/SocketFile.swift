import Glibc

/// The file of the control socket.
struct SocketFile: Sendable {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes room for a new socket: what a daemon that is no more has left behind goes. Anything else stays, also the socket
    /// of a daemon that answers.
    func clear() throws(Refusal) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw Refusal(description: "something else stands there") }
        if let descriptor = UnixSocketAddress(path)?.connected() {
            close(descriptor)
            throw Refusal(description: "another daemon listens there")
        }
        guard unlink(path) == 0 else { throw failure("the old socket cannot be removed") }
    }

    /// For the daemon's user and group: connecting needs the right to write.
    func restrict() throws(Refusal) {
        guard chmod(path, 0o660) == 0 else { throw failure("its rights cannot be set") }
    }

    /// At the end; a socket that is not there any more is as good.
    func removeOwn() {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
    }

    private func failure(_ what: String) -> Refusal {
        Refusal(description: "\(what): \(String(cString: strerror(errno)))")
    }
}
