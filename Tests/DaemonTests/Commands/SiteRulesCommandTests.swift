import Foundation
import JSON
import SampleWeb
import Testing

/// Rules for sites and `favor`, through real processes.
@Suite struct SiteRulesCommandTests {
    private static let address = "https://www.gull.example/1"
    private static let page = """
        <!DOCTYPE html><html lang="en"><head><title>Piers</title></head><body><main><h1>Piers</h1>
        \((1...4).map { "<p>In report number \($0) the harbour office writes, after a long winter of work on the piers, that the "
            + "divers have found no further damage below the water line.</p>" }.joined())
        <p class="weather">The weather on the day of the last dive was fair, with a light wind from the west, and the water, as the
        leader of the team remarked, was clear.</p><footer><p class="note">Tide: 4:10.</p></footer></main></body></html>
        """

    private static let rules = """
        sample = "\(address)"
        strip = ".weather"
        keep = ".note"
        title = "h2.gone"
        """

    @Test func extractExplainAndBatchUseTheDirectory() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(Self.page, to: "page.html")
        try scratch.write(Self.rules, to: "sites.d/gull.example.toml")
        let sites = ["--sites", scratch.path + "/sites.d"]
        let plain = try await copydesk(["extract", file, "--url", Self.address])
        #expect(plain.output.contains("The weather") && !plain.output.contains("Tide"))
        let ruled = try await copydesk(["extract", file, "--url", Self.address] + sites)
        #expect(
            ruled.ending == .status(0) && !ruled.output.contains("The weather") && ruled.output.contains("Tide: 4:10."))
        let elsewhere = try await copydesk(["extract", file, "--url", "https://other.example/1"] + sites)
        #expect(elsewhere.output == plain.output)

        let explained = try await copydesk(["explain", file, "--url", Self.address] + sites)
        #expect(explained.output.contains("site rule strip: .weather"))
        #expect(explained.output.contains(": site rule keep: .note\n      Tide: 4:10."))
        #expect(explained.output.contains("site rule title: h2.gone: 0 elements"))
        #expect(explained.output.contains("warning: site rules for gull.example: title found nothing: h2.gone"))

        let line = #"{"id":1,"url":"\#(Self.address)","path":"\#(file)"}"# + "\n"
        let batch = try await copydesk(["extract", "--batch"] + sites, input: Array(line.utf8))
        let answer = try JSONValue.parse(Array(batch.output.utf8))
        #expect(answer["warnings"]?.array?.count == 1)
        #expect(answer["text"]?.string?.contains("The weather") == false)
        #expect(answer["removed"]?.array?.contains { $0["evidence"]?.string == "site rule strip: .weather" } == true)
    }

    @Test func theConfigurationsOwnSitesCountToo() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(Self.page, to: "page.html")
        let configuration = try scratch.write("", to: "copydesk.toml")
        try scratch.write(Self.rules, to: "sites.d/gull.example.toml")
        let ruled = try await copydesk(["extract", file, "--url", Self.address, "--config", configuration])
        #expect(ruled.output.contains("Tide: 4:10."))
        let check = try await copydesk(["check", "--config", configuration])
        #expect(check.ending == .status(0) && check.output.contains("0 sources, rules for 1 sites, no errors"))
    }

    @Test func badRulesEndWith78AndTheirPlace() async throws {
        let scratch = try ScratchDirectory()
        let configuration = try scratch.write("", to: "copydesk.toml")
        let file = try scratch.write(
            "sample = \"https://gull.example/\"\nstrip = [\"a\", \"p >\"]", to: "sites.d/gull.example.toml")
        for arguments in [
            ["check", "--config", configuration], ["extract", "-", "--sites", scratch.path + "/sites.d"],
            ["try", "https://gull.example/", "--config", configuration],
        ] {
            let result = try await copydesk(arguments)
            #expect(result.ending == .status(78) && result.output == "")
            #expect(
                result.errors.contains("\(file):2:15: \"strip\" in a site's file is no selector: \"p >\", column 4"))
        }
        let none = try await copydesk(["extract", "-", "--sites", scratch.path + "/none"])
        #expect(none.ending == .status(66) && none.errors.contains("No such file"))
        let favor = try await copydesk(["extract", "-", "--favor", "speed"])
        #expect(favor.ending == .status(64))
    }

    /// The daemon delivers by the rules, and by the new ones after a reload.
    @Test func theDaemonAppliesAndReloadsRules() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/one", "/two": .html(Self.page.replacing("Piers", with: "Piers \(request.path.dropFirst())"))
            default: nil
            }
        }
        let desk = try NewsDesk()
        try desk.configure(sources: [("one", "articles = [\"\(site.origin)/one\"]")])
        try desk.write(Self.rules.replacing(Self.address, with: site.origin + "/one"), to: "sites.d/127.0.0.1.toml")
        let daemon = try desk.run()
        try await eventually("the first article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        try await daemon.waitForLine("warning", "title found nothing: h2.gone")
        let first = try #require(try desk.deliveries().first)
        #expect(first["text"]?.string?.contains("Tide: 4:10.") == true)
        #expect(first["warnings"]?.array?.count == 1)
        try desk.write("", to: "sites.d/127.0.0.1.toml")
        try desk.rewrite(sources: [
            ("one", "articles = [\"\(site.origin)/one\"]"), ("two", "articles = [\"\(site.origin)/two\"]"),
        ])
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("configuration reloaded", "sites=1")
        try await eventually("the second article: \(daemon.errors)") { desk.files(".txt").count == 2 }
        let tides = try desk.deliveries().filter { $0["text"]?.string?.contains("Tide: 4:10.") == true }
        #expect(tides.count == 1)
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }
}
