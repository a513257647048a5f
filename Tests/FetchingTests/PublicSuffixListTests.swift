import Fetching
import Testing

@Suite struct PublicSuffixListTests {
    @Test(
        arguments: [
            ("example.com", "example.com"), ("www.example.com", "example.com"), ("a.b.c.example.com", "example.com"),
            ("news.example.co.uk", "example.co.uk"), ("example.co.uk.", "example.co.uk"), ("co.uk", nil), ("com", nil),
            ("localhost", nil), ("127.0.0.1", nil), ("::1", nil), ("[::1]", nil), ("", nil), (".", nil),
            ("desk.github.io", "desk.github.io"), ("a.desk.github.io", "desk.github.io"),
            ("www.xn--bcher-kva.example", "xn--bcher-kva.example"), ("a.b.an-unknown-suffix", "b.an-unknown-suffix"),
        ] as [(String, String?)])
    func whatSomebodyRegistered(_ host: String, domain: String?) {
        #expect(PublicSuffixList.registrableDomain(of: host) == domain)
    }
}
