/// Undoes everything that a Content-Encoding names, in the right order.
///
/// libcurl could do it, but takes a body that is cut off in the middle of its compression for a whole one (7.88).
final class BodyDecoder {
    /// What is offered to servers.
    static let accepted = "gzip, deflate, br, zstd"

    /// The outermost coding first.
    private let stages: [any StreamDecoder]
    private var isUntouched = true

    /// More codings than this on one body are no body of ours.
    private static let stageLimit = 3

    /// - Parameters:
    ///   - contentEncoding: the values of all fields of that name, in order.
    ///   - transferEncoding: the same; libcurl undoes chunks, and nothing else was offered.
    /// - Returns: nil where a coding is unknown.
    init?(contentEncoding: [String], transferEncoding: [String]) {
        guard Self.names(in: transferEncoding).allSatisfy(["chunked", "identity", ""].contains) else { return nil }
        let names = Self.names(in: contentEncoding)
        var stages: [any StreamDecoder] = []
        for name in names.reversed() {
            switch name {
            case "gzip", "x-gzip": stages.append(ZlibDecoder(allowsRaw: false))
            case "deflate": stages.append(ZlibDecoder(allowsRaw: true))
            case "br": stages.append(BrotliDecoder())
            case "zstd": stages.append(ZstdDecoder())
            case "identity", "none", "": break
            default: return nil
            }
        }
        guard stages.count <= Self.stageLimit else { return nil }
        self.stages = stages
    }

    private static func names(in fields: [String]) -> [String] {
        fields.flatMap { $0.split(separator: ",") }.map { String($0).trimmedBlanks.asciiLowercase }
    }

    /// Whether all that was begun has its end. A body that never began is as whole as it gets.
    var isComplete: Bool { isUntouched || stages.allSatisfy(\.isComplete) }

    func decode(_ input: UnsafeRawBufferPointer, _ output: (UnsafeRawBufferPointer) -> DecodingStep) -> DecodingStep {
        isUntouched = false
        return decode(input, stages[...], output)
    }

    private func decode(
        _ input: UnsafeRawBufferPointer, _ stages: ArraySlice<any StreamDecoder>,
        _ output: (UnsafeRawBufferPointer) -> DecodingStep
    ) -> DecodingStep {
        guard let stage = stages.first else { return output(input) }
        return stage.decode(input) { decode($0, stages.dropFirst(), output) }
    }
}
