import Testing

@testable import Worker

/// A row of a table: bytes, and the error they must give.
struct BadBytes: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let error: WorkerError

    init(_ description: String, _ bytes: [UInt8], _ error: WorkerError) {
        testDescription = description
        self.bytes = bytes
        self.error = error
    }
}

@Suite struct FrameTests {
    static let good: [Frame] = [
        Frame(kind: .ready, payload: []),
        Frame(kind: .ready, payload: Array("Landlock is of ABI 0".utf8)),
        Frame(kind: .job, payload: [0]),
        Frame(kind: .reply, payload: [UInt8](repeating: 0x43, count: 255)),
        Frame(kind: .reply, payload: [UInt8](repeating: 0x44, count: 256)),
        Frame(kind: .job, payload: [UInt8](repeating: 7, count: 70_000)),
    ]

    @Test(arguments: good) func comesBackFromItsBytes(frame: Frame) throws {
        var assembler = FrameAssembler()
        try frame.encoded().withUnsafeBytes { assembler.append($0) }
        #expect(try assembler.next() == frame)
        #expect(try assembler.next() == nil)
        #expect(!assembler.isInsideFrame)
    }

    @Test func hasTheHeaderThatIsDocumented() throws {
        #expect(try Frame(kind: .job, payload: [9, 8]).encoded() == [0x43, 0x44, 2, 2, 2, 0, 0, 0, 9, 8])
    }

    @Test func isPutTogetherFromSingleBytes() throws {
        var assembler = FrameAssembler()
        var frames: [Frame] = []
        for byte in try Self.good.flatMap({ try $0.encoded() }) {
            withUnsafeBytes(of: byte) { assembler.append($0) }
            while let frame = try assembler.next() { frames.append(frame) }
        }
        #expect(frames == Self.good)
    }

    @Test func severalInOnePieceComeOutOneByOne() throws {
        var assembler = FrameAssembler()
        try Self.good.flatMap { try $0.encoded() }.withUnsafeBytes { assembler.append($0) }
        for frame in Self.good { #expect(try assembler.next() == frame) }
        #expect(try assembler.next() == nil)
    }

    static let badHeaders = [
        BadBytes("text", Array("HTTP/1.1".utf8), .notAFrame),
        BadBytes("zeros", [UInt8](repeating: 0, count: 8), .notAFrame),
        BadBytes("all ones", [UInt8](repeating: 0xFF, count: 8), .notAFrame),
        BadBytes("first byte of the mark wrong", [0x42, 0x44, 1, 2, 0, 0, 0, 0], .notAFrame),
        BadBytes("second byte of the mark wrong", [0x43, 0x45, 1, 2, 0, 0, 0, 0], .notAFrame),
        BadBytes("one byte late", [0x0A, 0x43, 0x44, 2, 2, 0, 0, 0], .notAFrame),
        BadBytes("version 0", [0x43, 0x44, 0, 2, 0, 0, 0, 0], .unknownVersion(0)),
        BadBytes("version 1", [0x43, 0x44, 1, 2, 0, 0, 0, 0], .unknownVersion(1)),
        BadBytes("kind 0", [0x43, 0x44, 2, 0, 0, 0, 0, 0], .unexpectedKind(0)),
        BadBytes("kind 4", [0x43, 0x44, 2, 4, 0, 0, 0, 0], .unexpectedKind(4)),
        BadBytes(
            "one byte over the cap", [0x43, 0x44, 2, 2, 1, 0, 0, 4], .tooLong(bytes: 67_108_865, limitBytes: 67_108_864)
        ),
        BadBytes(
            "4 GiB", [0x43, 0x44, 2, 2, 255, 255, 255, 255], .tooLong(bytes: 4_294_967_295, limitBytes: 67_108_864)),
    ]

    @Test(arguments: badHeaders) func isRefusedByItsHeaderAlone(row: BadBytes) {
        var assembler = FrameAssembler()
        row.bytes.withUnsafeBytes { assembler.append($0) }
        #expect(throws: row.error) { try assembler.next() }
    }

    @Test func overTheCapCannotBeEncoded() {
        let frame = Frame(kind: .job, payload: [UInt8](repeating: 0, count: Frame.payloadLimitBytes + 1))
        #expect(throws: WorkerError.tooLong(bytes: 67_108_865, limitBytes: 67_108_864)) { try frame.encoded() }
    }
}
