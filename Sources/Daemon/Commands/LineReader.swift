import Glibc

/// Lines of any length from a descriptor.
struct LineReader {
    private let descriptor: Int32
    private let output: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    /// Bytes before it hold no line feed.
    private var searched = 0
    private var isAtEnd = false

    /// - Parameter output: where the answers go; once nobody reads them, waiting for more lines ends.
    init(descriptor: Int32, output: Int32) {
        self.descriptor = descriptor
        self.output = output
    }

    /// The next line without its line feed; nil at the end.
    mutating func next() throws(CommandFailure) -> [UInt8]? {
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer {
                    start = end + 1
                    searched = start
                }
                return Array(buffer[start..<end])
            }
            searched = buffer.count
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            try fill()
        }
    }

    private mutating func fill() throws(CommandFailure) {
        try waitForInput()
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
        var piece = [UInt8](repeating: 0, count: 1 << 17)
        let count = read(descriptor, &piece, piece.count)
        if count > 0 { buffer += piece.prefix(count) }
        if count == 0 { isAtEnd = true }
        if count < 0, errno != EINTR {
            throw CommandFailure(.inputOutput, "cannot read standard input: \(String(cString: strerror(errno)))")
        }
    }

    /// Returns when there is something to read, or the end.
    private func waitForInput() throws(CommandFailure) {
        var events = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: output, events: 0, revents: 0),
        ]
        while poll(&events, 2, -1) < 0 {
            guard errno == EINTR else { return }
        }
        // A pipe without a reader reports an error (poll(2)).
        if events[1].revents & Int16(POLLERR) != 0 {
            throw CommandFailure(.inputOutput, "cannot write: \(String(cString: strerror(EPIPE)))")
        }
    }
}
