/// Undoes one content coding (RFC 9110, section 8.4.1) piece by piece. Used on one queue.
protocol StreamDecoder: AnyObject {
    /// Whether the coding's own end mark was reached. What comes behind it is ignored, as browsers do.
    var isComplete: Bool { get }

    /// Decodes a piece and hands on what comes out of it, in pieces of bounded size.
    func decode(_ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep) -> DecodingStep
}

enum DecodingStep {
    case more
    /// The bytes are not what the coding's name says.
    case broken
    /// Whoever takes the output wants no more.
    case stopped
}

/// Bytes that come out of a decoder at once.
let decodedPieceBytes = 65_536
