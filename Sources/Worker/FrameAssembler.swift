/// Puts frames together from bytes that arrive in pieces of any size. Pure; for the side that must not block.
///
/// It holds at most one frame and the pieces given since, and refuses a wrong header as soon as its eight bytes are
/// there. After an error it is of no more use.
public struct FrameAssembler {
    private var buffer: [UInt8] = []
    /// Whether room for the whole arriving frame has been made.
    private var hasReserved = false

    public init() {}

    /// Whether bytes of a frame that has not ended are held.
    public var isInsideFrame: Bool { !buffer.isEmpty }

    /// Adds what was read.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        // As typed memory it is copied at once; raw bytes would go one by one.
        bytes.withMemoryRebound(to: UInt8.self) { buffer.append(contentsOf: $0) }
    }

    /// The next whole frame, nil when more bytes are needed.
    /// - Throws: for bytes that are no frame of this version; nothing that follows can be read.
    public mutating func next() throws(WorkerError) -> Frame? {
        guard buffer.count >= Frame.headerLength else { return nil }
        let header = try FrameHeader(parsing: buffer[..<Frame.headerLength])
        let end = Frame.headerLength + header.length
        guard buffer.count >= end else {
            if !hasReserved { buffer.reserveCapacity(end) }
            hasReserved = true
            return nil
        }
        let frame = Frame(kind: header.kind, payload: Array(buffer[Frame.headerLength..<end]))
        buffer = Array(buffer[end...])
        hasReserved = false
        return frame
    }
}
