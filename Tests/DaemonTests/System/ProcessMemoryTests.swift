import Testing

@testable import Daemon

@Suite struct ProcessMemoryTests {
    private static let lines: [(String, Range<UInt>?)] = [
        ("55d0c4a00000-55d0c6998000 r-xp 0000 fe:00 1234    /usr/bin/copydesk", 0x55d0_c4a0_0000..<0x55d0_c699_8000),
        ("7f10-7f20 r-xp 0001d000 fe:00 99 /usr/lib/with a blank.so", 0x7f10..<0x7f20),
        ("55d0c6998000-55d0c6a00000 r--p 01f99000 fe:00 1234    /usr/bin/copydesk", nil),
        ("55d0c6a00000-55d0c8f00000 rw-p 02000000 fe:00 1234    /usr/bin/copydesk", nil),
        ("7ffd1000-7ffd3000 r-xp 00000000 00:00 0               [vdso]", nil),
        ("7f0000000000-7f0000010000 r-xp 00000000 00:00 0", nil), ("7f20-7f10 r-xp 0 fe:00 99 /x", nil),
        ("zz-7f10 r-xp 0 fe:00 99 /x", nil), ("", nil),
    ]

    /// Only code is given back: what may differ from its file would be lost.
    @Test(arguments: lines) func codeIsWhatIsExecutedAndStandsInAFile(_ line: String, _ range: Range<UInt>?) {
        #expect(ProcessMemory.codeRange(line) == range)
    }

    @Test func theProcessGoesOn() {
        ProcessMemory.giveBack()
        #expect([3, 1, 2].sorted() == [1, 2, 3])
    }
}
