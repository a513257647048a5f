import Glibc

/// Reads and writes whole frames on two blocking descriptors, which it does not own.
public struct FramePipe {
    private let input: Int32
    private let output: Int32

    public init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
    }

    /// The next frame; nil when the input ends between two frames.
    /// - Throws: `truncated` when it ends inside one, what a wrong header says, or `inputOutput`.
    public func read() throws(WorkerError) -> Frame? {
        let headerBytes = try readBytes(Frame.headerLength)
        if headerBytes.isEmpty { return nil }
        guard headerBytes.count == Frame.headerLength else { throw .truncated }
        let header = try FrameHeader(parsing: headerBytes[...])
        let payload = try readBytes(header.length)
        guard payload.count == header.length else { throw .truncated }
        return Frame(kind: header.kind, payload: payload)
    }

    /// Writes all bytes of an encoded frame.
    /// - Throws: `inputOutput`.
    public func write(_ encoded: [UInt8]) throws(WorkerError) {
        var written = 0
        while written < encoded.count {
            let count = encoded.withUnsafeBytes { Glibc.write(output, $0.baseAddress! + written, $0.count - written) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .inputOutput(code: errno)
            }
        }
    }

    /// `count` bytes, or as many as there are before the input ends.
    private func readBytes(_ count: Int) throws(WorkerError) -> [UInt8] {
        // The array of no elements is one for all threads, and would be written to below.
        if count == 0 { return [] }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(input, buffer.baseAddress! + filled, count - filled)
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw .inputOutput(code: failure) }
        return bytes
    }
}
