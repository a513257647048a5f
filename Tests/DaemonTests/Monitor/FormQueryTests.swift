import Testing

@testable import Daemon

@Suite struct FormQueryTests {
    @Test(arguments: [
        ("q=ferry", "ferry"), ("q=a+b%20c", "a b c"), ("q=%E6%9D%B1", "東"), ("q=%", "%"), ("q=%4", "%4"),
        ("q=%zz", "%zz"),
        ("q=a%26b%3D%3D", "a&b=="), ("q=a=b", "a=b"), ("q=1&q=2", "1"), ("x=1&q=2", "2"), ("q=+a+", "a"),
        ("%71=a", "a"),
        ("q=%FF", "\u{FFFD}"), ("q=%+1", "% 1"),
    ])
    func valuesAreDecoded(_ text: String, _ value: String) { #expect(FormQuery(text)["q"] == value) }

    @Test(arguments: ["", "q", "q=", "q=+%20", "p=1", "&&&", "="]) func whatIsNotThereIsNil(_ text: String) {
        #expect(FormQuery(text)["q"] == nil)
    }

    @Test(arguments: ["", "a b", "https://a.example/?x=1&y=ä#z", "\"'<>&", "\u{0}\n", "東京"])
    func whatIsEncodedIsReadAgain(_ value: String) {
        let encoded = FormQuery.encoded("x" + value + "x")
        #expect(FormQuery("q=" + encoded)["q"] == "x" + value + "x")
        #expect(encoded.utf8.allSatisfy { $0 == UInt8(ascii: "%") || !"\"'<>& \n+".utf8.contains($0) && $0 < 0x80 })
    }
}
