import Foundation
import Testing

@testable import Daemon

/// `sites.d/<host>.toml`.
@Suite struct SiteFileTests {
    private static let sample = "sample = \"https://www.example.org/a\"\n"

    /// Each kind of mistake, with the line, the column and the words that it gets.
    private static let mistakes: [(String, String)] = [
        ("strip = \".a\"", "1:1: \"strip\" needs a sample: set \"sample\" to the URL of a page it was made for"),
        ("sample = \"nonsense\"", "1:10: \"sample\" in a site's file must be an http or https URL, not \"nonsense\""),
        (
            "sample = \"https://example.net/a\"",
            "1:10: \"sample\" must be a page of example.org, not \"https://example.net/a\""
        ),
        (
            "sample = \"https://notexample.org/a\"",
            "1:10: \"sample\" must be a page of example.org, not \"https://notexample.org/a\""
        ),
        (sample + "stripp = \".a\"", "2:1: unknown key \"stripp\" in a site's file (did you mean \"strip\"?)"),
        (
            sample + "strip = \"p >\"",
            "2:9: \"strip\" in a site's file is no selector: \"p >\", column 4: expected an element's name, \"*\", \".\", \"#\", "
                + "\"[\" or \":\", found the end"
        ),
        (
            sample + "title = [\"h1\",\n  \"h2:first\"]",
            "3:3: \"title\" in a site's file is no selector: \"h2:first\", column 3: unknown pseudo-class \":first\"; known are "
                + ":first-child, :last-child, :only-child, :first-of-type, :last-of-type, :only-of-type, :not(), :nth-child(), "
                + ":nth-last-child(), :nth-of-type(), :nth-last-of-type()"
        ),
        (
            sample + "body = \"p@id\"",
            "2:8: \"body\" in a site's file must name elements, not an attribute: \"p@id\""
        ),
        (
            sample + "keep = 3",
            "2:8: \"keep\" in a site's file must be a selector such as \"div.story > p\", or { selector = \"…\", sample = "
                + "\"…\" }, not an integer"
        ),
        (
            sample + "keep = { sample = \"https://example.org/\" }",
            "2:8: \"keep\" in a site's file needs a \"selector\""
        ),
        (
            sample + "keep = { selektor = \"a\" }",
            "2:8: \"keep\" in a site's file holds the unknown key \"selektor\"; known are \"selector\" and \"sample\""
        ),
        (
            sample + "favor = \"recal\"",
            "2:9: \"favor\" in a site's file must be one of \"precision\", \"balanced\", \"recall\", not \"recal\" "
                + "(did you mean \"recall\"?)"
        ),
        ("connections = 9", "1:15: \"connections\" in a site's file must be 1 to 8, not 9"),
        ("delay = \"2h\"", "1:9: \"delay\" in a site's file must be \"0s\" to \"1h\", not \"2h\""),
        (sample + "strip = [\".a\", \".a\"]", "2:16: \"strip\" in a site's file holds \".a\" twice"),
        (sample + "[strip]", "2:1: \"strip\" in a site's file needs a \"selector\""),
        ("sample = \"https://example.org/\nx", "1:"),
    ]

    @Test(arguments: mistakes) func mistakesAreRefused(_ toml: String, _ expected: String) throws {
        let found = try ConfigurationFiles.siteErrors(of: ["sites.d/example.org.toml": toml])
        #expect(found.first?.hasPrefix("sites.d/example.org.toml:" + expected) == true, "\(found)")
        #expect(found.count == 1)
    }

    @Test(arguments: ["exa mple.toml", "..toml", "a..b.toml", "a%2fb.toml", "user@a.toml"])
    func namesThatAreNoHostAreRefused(_ name: String) throws {
        let found = try ConfigurationFiles.siteErrors(of: ["sites.d/" + name: Self.sample])
        #expect(
            found
                == (name == "..toml"
                    ? [] : ["sites.d/\(name): its name must be a host and .toml, such as news.example.org.toml"]))
    }

    @Test func allErrorsOfAllFilesComeTogether() throws {
        let found = try ConfigurationFiles.siteErrors(of: [
            "sites.d/a.example.toml": "sample = \"https://a.example/\"\nstrip = [\"p >\", \"ok\", \"[\"]\nfoo = 1",
            "sites.d/b.example.toml": "title = \"h1\"", "sites.d/B.EXAMPLE.toml": "sample = \"https://b.example/\"",
        ])
        #expect(found.count == 4)
    }

    @Test func oneHostInTwoFilesIsRefused() throws {
        let text = "sample = \"https://b.example/\""
        let found = try ConfigurationFiles.siteErrors(of: [
            "sites.d/b.example.toml": text, "sites.d/B.example.toml": text,
        ])
        #expect(found == ["sites.d/b.example.toml: the rules for b.example stand in another file already"])
    }

    @Test func everyRuleHasItsSample() throws {
        let toml = """
            sample = ["https://example.org/a", "http://m.example.org/b"]
            strip = ["  .a ", { selector = ".b", sample = "https://example.org/c" }]
            date = "time@datetime"
            favor = "recall"
            """
        let site = try #require(try ConfigurationFiles.sites(["sites.d/EXAMPLE.org.toml": toml])["example.org"])
        #expect(site.strip.map(\.selector) == [".a", ".b"])
        #expect(
            site.strip.map(\.samples) == [
                ["https://example.org/a", "http://m.example.org/b"], ["https://example.org/c"],
            ])
        #expect(site.date.map(\.selector) == ["time@datetime"] && site.favor == .recall)
    }

    /// The host itself, else the nearest domain above.
    private static let addresses: [(String?, String?)] = [
        ("https://example.org/a", "example.org"), ("https://www.example.org/a", "example.org"),
        ("https://EXAMPLE.org:8080/", "example.org"), ("https://example.org./", "example.org"),
        ("https://blog.example.org/", "blog.example.org"), ("https://x.blog.example.org/", "blog.example.org"),
        ("https://notexample.org/", nil), ("https://org/", nil), ("https://example.org.evil.example/", nil),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://127.0.0.1:8080/x", "127.0.0.1"), ("ftp://example.org/", nil), ("nonsense", nil), (nil, nil),
    ]

    @Test(arguments: addresses) func theNearestHostWins(_ address: String?, _ host: String?) throws {
        let sites = try ConfigurationFiles.sites([
            "sites.d/example.org.toml": "sample = \"https://example.org/\"",
            "sites.d/blog.example.org.toml": "sample = \"https://blog.example.org/\"",
            "sites.d/bücher.example.toml": "sample = \"https://bücher.example/\"",
            "sites.d/127.0.0.1.toml": "sample = \"http://127.0.0.1/\"", "sites.d/empty.example.toml": "# nothing",
        ])
        #expect(sites.count == 4)
        #expect(Configuration.site(for: address, in: sites)?.host == host)
    }

    @Test func theExampleWorksOnceItsSignsAreRemovedAndHasEveryKey() throws {
        let file = "\(ShippedConfigurationTests.root)/config/sites.d/example.org.toml"
        let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
        let settings = lines.filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") && $0.count > 1 }.map { $0.dropFirst() }
        let site = try #require(
            try ConfigurationFiles.sites(["sites.d/example.org.toml": settings.joined(separator: "\n")])["example.org"])
        #expect(site.body.count == 2 && site.nextPageLink.count == 1)
        #expect(settings.map { String($0.prefix { $0 != " " }) }.sorted() == SiteFileReader.keys.sorted())
    }

    @Test func aChangeOfRulesIsAChange() throws {
        var (old, new) = (Configuration(), Configuration())
        old.sites = try ConfigurationFiles.sites(["sites.d/a.example.toml": "sample = \"https://a.example/\""])
        new.sites = try ConfigurationFiles.sites([
            "sites.d/a.example.toml": "sample = \"https://a.example/\"\nstrip = \".x\""
        ])
        #expect(ConfigurationChange(from: old, to: new).sites == ["a.example"])
        #expect(ConfigurationChange(from: new, to: new).isEmpty)
    }
}
