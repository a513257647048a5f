import Testing

@testable import Extraction

@Suite struct PageRefreshTests {
    @Test(
        arguments: [
            ("0; url=/a", "/a"), ("0;URL='/a b'", "/a b"), ("  3 , url = \"/a\" x", "/a"), ("0 /a", "/a"),
            ("5;/a", "/a"),
            (".5; url=/a", "/a"), ("1.5; url=/a", "/a"), ("0; url=urls", "urls"), ("0;url", "url"),
            ("300; url=/a", nil),
            ("99999999999999999999; url=/a", nil), ("", nil), ("0", nil), ("0;", nil), ("0; url=", nil),
            ("url=/a", nil),
            ("0x; url=/a", nil), ("-1; url=/a", nil),
        ] as [(String, String?)])
    func readsWhereItLeads(_ content: String, target: String?) {
        #expect(PageRefresh.target(content) == target)
    }
}
