import Foundation
import Testing

@testable import Daemon

/// `copydesk sites import`, through a real process.
@Suite struct SitesImportTests {
    @Test func aDirectoryBecomesSitesThatCheckAccepts() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write(
            "title: //h1\nbody: //div[@id='story']\nstrip: //p[contains(.,'Ad')]\nnext_page_link: //a[@rel='next']/@href\n"
                + "test_url: https://gull.example/1\n", to: "in/gull.example.txt")
        try scratch.write("strip_id_or_class: promo\n", to: "in/.blog.example.txt")
        try scratch.write("title: //h1\n", to: "in/blog.example.txt")
        try scratch.write("tidy: no\n", to: "in/empty.example.txt")
        try scratch.write("title: //h1\n", to: "in/no host.txt")
        try scratch.write("not read", to: "in/README.md")
        let configuration = try scratch.write("", to: "copydesk.toml")
        try FileManager.default.createDirectory(atPath: scratch.path + "/sites.d", withIntermediateDirectories: false)
        let folder = scratch.path + "/in"
        let result = try await copydesk(["sites", "import", folder, "--output", scratch.path + "/sites.d"])
        #expect(result.ending == .status(0))
        #expect(result.output.hasPrefix("5 files read, 2 written to \(scratch.path)/sites.d with 4 selectors, "))
        for line in [
            "gull.example.txt:3: strip is left out: selectors do not test the text",
            ".blog.example.txt: has no test_url", "/blog.example.txt: not written: ",
            "empty.example.txt:1: tidy is left out",
            "empty.example.txt: holds no rule", "no host.txt: its name must be a host",
        ] {
            #expect(result.errors.contains(line), "\(line) in \(result.errors)")
        }
        let check = try await copydesk(["check", "--config", configuration])
        #expect(check.ending == .status(0) && check.output.contains("rules for 2 sites"))
        let sites = try Configuration.load(path: configuration).sites
        #expect(sites["gull.example"]?.body.map(\.selector) == ["div#story"])
        #expect(sites["gull.example"]?.nextPageLink.map(\.selector) == ["a[rel=\"next\"]@href"])
        #expect(sites["blog.example"]?.strip.map(\.selector) == ["[id*=\"promo\"], [class*=\"promo\"]"])
    }

    @Test func whatIsMissingOrCannotBeWrittenHasItsExitCode() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write("title: //h1\n", to: "gull.example.txt")
        let missing = try await copydesk(["sites", "import", scratch.path + "/none"])
        #expect(missing.ending == .status(66))
        let unwritable = try await copydesk(["sites", "import", file, "--output", scratch.path + "/none"])
        #expect(unwritable.ending == .status(74))
        let nothing = try await copydesk(["sites", "import"])
        #expect(nothing.ending == .status(64))
    }
}
