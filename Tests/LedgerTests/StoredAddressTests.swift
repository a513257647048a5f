import Testing

@testable import Ledger

@Suite struct StoredAddressTests {
    @Test(arguments: [
        ("https://a.example/b", nil), ("https://www.a.example/b", "https://www. "), ("http://a.example/b", "http:// "),
        ("https://a.example/b?utm_source=x", "https://a.example/b?utm_source=x"),
        ("https://a.example", "https://a.example"),
        ("", ""),
    ])
    func anAddressIsKeptShortAndComesBack(url: String, column: String?) {
        let key = "https://a.example/b"
        #expect(StoredAddress.column(url, key: key) == column)
        #expect(StoredAddress.url(column, key: key) == url)
    }

    @Test func aKeyThatIsNoAddressChangesNothing() {
        #expect(StoredAddress.column("https://a.example/b", key: "a.example/b") == "https://a.example/b")
        #expect(StoredAddress.url("https://a.example/b", key: "a.example/b") == "https://a.example/b")
    }
}
