import Worker

enum FrameFuzzing {
    /// The bytes as a stream of frames in pieces, and as the payloads that frames carry.
    static func faults(_ bytes: [UInt8]) -> [String] {
        frames(bytes).flatMap { payloadFaults($0.payload) } + payloadFaults(bytes)
    }

    private static func frames(_ bytes: [UInt8]) -> [Frame] {
        var assembler = FrameAssembler()
        var frames: [Frame] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + Int(rest[rest.startIndex] % 13))
            rest = rest.dropFirst(piece.count)
            piece.withUnsafeBytes { assembler.append($0) }
            do {
                while let frame = try assembler.next() { frames.append(frame) }
            } catch {
                return frames
            }
        }
        return frames
    }

    private static func payloadFaults(_ payload: [UInt8]) -> [String] {
        var faults: [String] = []
        if let job = try? Job(decoding: payload),
            (try? job.frame()).map({ Array($0.dropFirst(Frame.headerLength)) }) != payload
        {
            faults.append("a job that is written otherwise than it was read")
        }
        if let reply = try? Reply(decoding: payload),
            (try? reply.frame()).map({ Array($0.dropFirst(Frame.headerLength)) }) != payload
        {
            faults.append("a reply that is written otherwise than it was read")
        }
        return faults
    }
}
