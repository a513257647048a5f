import Glibc

/// Lines from a descriptor, each of at most so many bytes.
struct LineReader {
    enum Line: Equatable {
        case whole([UInt8])
        /// It was read to its end and thrown away.
        case tooLong
    }

    /// Room for the largest page in any ordinary spelling, and no more than a worker can be sent.
    static let limitBytes = 64 << 20

    private let descriptor: Int32
    private let output: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where what is read arrives.
    private var piece = [UInt8](repeating: 0, count: 1 << 17)
    private var start = 0
    /// Bytes before it hold no line feed.
    private var searched = 0
    private var isAtEnd = false
    /// Whether the line that is being read is too long, and its beginning is gone.
    private var isSkipping = false

    /// - Parameter output: where the answers go; once nobody reads them, waiting for more lines ends.
    init(descriptor: Int32, output: Int32, limit: Int = Self.limitBytes) {
        self.descriptor = descriptor
        self.output = output
        self.limit = limit
    }

    /// The next line without its line feed; nil at the end.
    mutating func next() throws(CommandFailure) -> Line? {
        while true {
            if let end = lineFeed { return take(to: end) }
            searched = buffer.count
            if isAtEnd { return start < buffer.count || isSkipping ? take(to: buffer.count) : nil }
            if buffer.count - start > limit {
                isSkipping = true
                start = buffer.count
            }
            try fill()
        }
    }

    /// The first that has not been looked for.
    private var lineFeed: Int? {
        buffer.withUnsafeBytes { bytes in
            guard searched < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return base.distance(to: found)
        }
    }

    private mutating func take(to end: Int) -> Line {
        defer {
            start = min(end + 1, buffer.count)
            searched = start
            isSkipping = false
        }
        return isSkipping || end - start > limit ? .tooLong : .whole(Array(buffer[start..<end]))
    }

    private mutating func fill() throws(CommandFailure) {
        try waitForInput()
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
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
