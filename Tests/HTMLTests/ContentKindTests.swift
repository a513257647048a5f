import Testing

@testable import HTML

@Suite struct ContentKindTests {
    @Test(arguments: [
        ("", ContentKind.empty), ("20 0A 09 00", .empty), ("EFBBBF 3C70", .text), ("FFFE 3C00 7000", .text),
        ("3C00 7000 3E00", .text), ("3C 70 3E 00 61", .text), ("0A 3C 00 00 00", .text), ("68 69", .text),
        ("1B 24 42 24 33", .text), ("25 50 44 46 2D 31", .pdf), ("FF D8 FF E0", .image),
        ("89 50 4E 47 0D 0A 1A 0A", .image), ("47 49 46 38 39 61", .image), ("52494646 00000000 57454250 5650", .image),
        ("00000020 66747970 6D703432", .audioOrVideo), ("494433 04", .audioOrVideo), ("1F 8B 08 00", .archive),
        ("50 4B 03 04", .archive), ("7F 45 4C 46 02", .executable), ("77 4F 46 32", .font),
        ("61 01 02 03 04 05 06 62", .binary),
    ])
    func isToldByTheFirstBytes(hex: String, kind: ContentKind) {
        #expect(ContentKind(of: unhex(hex)) == kind)
    }

    @Test func aDocumentRefusesWhatIsNoPage() {
        #expect(throws: HTMLError.empty) { try Document.parse(bytes(" \n")) }
        #expect(throws: HTMLError.notText(.pdf)) { try Document.parse(bytes("%PDF-1.7")) }
        var limits = ParseLimits()
        limits.bytes = 10
        #expect(throws: HTMLError.tooLarge(bytes: 12, limit: 10)) {
            try Document.parse(bytes("<p>123456789"), limits: limits)
        }
    }
}
