import HostileInputs
import Testing
import Worker
import WorkerPool

/// The real worker does its work inside its walls: nothing it needs is loaded late.
@Suite struct SandboxedWorkTests {
    @Test func aPageAFeedAndATextComeOut() async throws {
        let worker = try RealWorker()
        let page = Array((HostileInput.before() + HostileInput.after).utf8)
        let feed = Array("<rss><channel><item><title>A bridge</title><link>/b</link></item></channel></rss>".utf8)
        #expect(text(try await worker.run(.extract, page)).contains(HostileInput.words))
        #expect(text(try await worker.run(.feed, feed)).contains("https://example.com/b"))
        #expect(text(try await worker.run(.clean, Array("The council met on Monday.\n".utf8))).contains("on Monday."))
        #expect(worker.pool.statistics.note == "" || !worker.pool.statistics.note.contains("\n"))
        await worker.shutdown()
        #expect(worker.pool.statistics.spawned == 1)
    }

    /// One label of each character set of the Encoding Standard, with the bytes of a word in it.
    @Test func everyCharacterSetIsReadBehindTheWalls() async throws {
        let worker = try RealWorker()
        for (label, bytes, word) in Self.charsets {
            let page =
                Array(HostileInput.before().utf8) + Array("<p>The word ".utf8) + bytes + Array(HostileInput.after.utf8)
            let reply = text(try await worker.run(.explain, page, charset: label))
            #expect(reply.contains("The word \(word)"), "\(label)")
        }
        await worker.shutdown()
        #expect(worker.pool.statistics.spawned == 1)
    }

    private func text(_ reply: Reply) -> String {
        String(decoding: reply.body, as: UTF8.self)
    }

    private static let charsets: [(label: String, bytes: [UInt8], word: String)] = [
        ("ibm866", [0x80, 0xA0], "Аа"), ("iso-8859-2", [0xB1], "ą"), ("iso-8859-3", [0xA1], "Ħ"),
        ("iso-8859-4", [0xBF], "ŋ"), ("iso-8859-5", [0xB0], "А"), ("iso-8859-6", [0xC7], "ا"),
        ("iso-8859-7", [0xC1], "Α"), ("iso-8859-8", [0xE0], "א"), ("iso-8859-8-i", [0xE0], "א"),
        ("iso-8859-10", [0xBD], "―"), ("iso-8859-13", [0xE0], "ą"), ("iso-8859-14", [0xA1], "Ḃ"),
        ("iso-8859-15", [0xA4], "€"), ("iso-8859-16", [0xE3], "ă"), ("koi8-r", [0xC1], "а"), ("koi8-u", [0xA4], "є"),
        ("macintosh", [0x8E], "é"), ("windows-874", [0xA1], "ก"), ("windows-1250", [0xB9], "ą"),
        ("windows-1251", [0xE0], "а"), ("windows-1252", [0xE9], "é"), ("windows-1253", [0xE1], "α"),
        ("windows-1254", [0xF0], "ğ"), ("windows-1255", [0xE0], "א"), ("windows-1256", [0xC7], "ا"),
        ("windows-1257", [0xE0], "ą"), ("windows-1258", [0xF0], "đ"), ("x-mac-cyrillic", [0x80], "А"),
        ("gbk", [0xD6, 0xD0], "中"), ("gb2312", [0xD6, 0xD0], "中"), ("gb18030", [0xD6, 0xD0], "中"),
        ("big5", [0xA4, 0xA4], "中"), ("euc-jp", [0xC3, 0xE6], "中"), ("shift_jis", [0x92, 0x86], "中"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x43, 0x66, 0x1B, 0x28, 0x42], "中"), ("euc-kr", [0xB0, 0xA1], "가"),
        ("utf-8", [0xE4, 0xB8, 0xAD], "中"), ("latin1", [0xE9], "é"), ("us-ascii", [0xE9], "é"),
    ]
}
