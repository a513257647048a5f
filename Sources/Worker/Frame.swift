/// One message between a pool and its worker: a kind and a payload of bounded length.
///
/// On the wire: `C` `D`, the version, the kind, the payload's length as four bytes (little-endian), the payload.
public struct Frame: Equatable, Sendable {
    /// What the payload is. A worker sends `ready` once, then one `reply` for each `job`.
    public enum Kind: UInt8, Sendable {
        case ready = 1
        case job = 2
        case reply = 3
    }

    /// The version of header and payloads; it changes with either.
    public static let version: UInt8 = 2

    /// The length of the header in bytes.
    public static let headerLength = 8

    /// No payload is longer; what would be is refused by the sender and taken for garbage by the receiver.
    public static let payloadLimitBytes = 64 << 20

    public let kind: Kind
    /// At most `payloadLimitBytes`.
    public let payload: [UInt8]

    public init(kind: Kind, payload: [UInt8]) {
        self.kind = kind
        self.payload = payload
    }

    /// Header and payload, ready to be written.
    /// - Throws: `tooLong`.
    public func encoded() throws(WorkerError) -> [UInt8] {
        try Frame.encode(kind, sizeHint: payload.count) { $0.raw(payload) }
    }

    /// A frame whose payload is written in place, so that a large body is copied once.
    static func encode(
        _ kind: Kind, sizeHint: Int, payload: (inout MessageWriter) throws(WorkerError) -> Void
    ) throws(WorkerError) -> [UInt8] {
        var writer = MessageWriter(capacity: headerLength + sizeHint)
        writer.raw(FrameHeader(kind: kind, length: 0).bytes)
        try payload(&writer)
        let length = writer.bytes.count - headerLength
        guard length <= payloadLimitBytes else {
            throw .tooLong(bytes: length, limitBytes: payloadLimitBytes)
        }
        writer.overwriteBegin(with: FrameHeader(kind: kind, length: length).bytes)
        return writer.bytes
    }
}

/// The eight bytes before each payload.
struct FrameHeader: Equatable {
    private static let mark: [UInt8] = [0x43, 0x44]

    let kind: Frame.Kind
    let length: Int

    init(kind: Frame.Kind, length: Int) {
        self.kind = kind
        self.length = length
    }

    /// - Parameter bytes: exactly ``Frame/headerLength`` bytes.
    init(parsing bytes: ArraySlice<UInt8>) throws(WorkerError) {
        var reader = MessageReader(bytes)
        guard try reader.byte() == Self.mark[0], try reader.byte() == Self.mark[1] else { throw .notAFrame }
        let version = try reader.byte()
        guard version == Frame.version else { throw .unknownVersion(version) }
        let kindByte = try reader.byte()
        guard let kind = Frame.Kind(rawValue: kindByte) else { throw .unexpectedKind(kindByte) }
        let length = Int(try reader.uint32())
        guard length <= Frame.payloadLimitBytes else {
            throw .tooLong(bytes: length, limitBytes: Frame.payloadLimitBytes)
        }
        self.init(kind: kind, length: length)
    }

    var bytes: [UInt8] {
        var writer = MessageWriter(capacity: Frame.headerLength)
        writer.raw(Self.mark)
        writer.byte(Frame.version)
        writer.byte(kind.rawValue)
        writer.uint32(UInt32(length))
        return writer.bytes
    }
}
