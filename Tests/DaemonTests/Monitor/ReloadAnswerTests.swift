import Testing

@testable import Daemon

@Suite struct ReloadAnswerTests {
    @Test func everyChangeIsASentence() {
        var old = Configuration()
        old.sources = ["gone", "edited"].map { Configuration.Source(name: $0, origin: .url("https://\($0).example/")) }
        var new = Configuration()
        new.sources = ["edited", "b", "a"].map {
            Configuration.Source(name: $0, origin: .url("https://\($0).example/"))
        }
        new.sources[0].maxItems += 1
        new.fetch.userAgent = "other"
        new.fetch.delay = .seconds(7)
        new.fetch.contactURL = "https://me:secret@example.org/"
        #expect(
            ConfigurationChange(from: old, to: new).sentences == [
                "sources added: b, a",
                "sources removed: gone",
                "sources changed: edited",
                "fetch.user_agent: \"copydesk\" became \"other\", waits for a restart",
                "fetch.contact_url: the default became \"https://***@example.org/\", waits for a restart",
                "fetch.delay: \"2s\" became \"7s\", applied",
            ])
        #expect(ConfigurationChange(from: new, to: new).sentences == ["nothing changed"])
    }

    @Test func aLongListIsCut() {
        var new = Configuration()
        new.sources = (1...53).map { Configuration.Source(name: "s\($0)", origin: .url("https://s\($0).example/")) }
        let sentence = ConfigurationChange(from: Configuration(), to: new).sentences.first ?? ""
        #expect(sentence.hasPrefix("sources added: s1, s2, "))
        #expect(sentence.hasSuffix(", s50 and 3 more"))
    }

    @Test func answersHaveTheirStatus() {
        #expect(ReloadAnswer.applied(["a", "b"]).response == .text(200, ["a", "b"]))
        #expect(ReloadAnswer.refused(["f:1:2: x"]).response.status == 409)
        #expect(ReloadAnswer.failed("x").response.status == 500)
    }
}
