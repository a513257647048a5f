import Testing

@testable import Daemon

@Suite struct ConfigurationChangeTests {
    private func source(_ name: String, maxItems: Int = 10) -> Configuration.Source {
        var source = Configuration.Source(name: name, origin: .url("https://\(name).example/"))
        source.maxItems = maxItems
        return source
    }

    @Test func nothingChangesBetweenEquals() {
        var one = Configuration()
        one.sources = [source("a"), source("b")]
        var other = one
        other.sources.reverse()
        #expect(ConfigurationChange(from: one, to: other).isEmpty)
    }

    @Test func sourcesAreToldApartByName() {
        var old = Configuration()
        old.sources = [source("gone"), source("kept"), source("edited")]
        var new = Configuration()
        new.sources = [source("edited", maxItems: 20), source("new"), source("kept")]
        let change = ConfigurationChange(from: old, to: new)
        #expect(change.added.map(\.name) == ["new"])
        #expect(change.removed.map(\.name) == ["gone"])
        #expect(change.changed == [.init(old: source("edited"), new: source("edited", maxItems: 20))])
        #expect(change.settings == [])
    }

    @Test func settingsSayWhetherTheyWaitForARestart() {
        var new = Configuration()
        new.paths.worker = "/w"
        new.polling.interval = .seconds(600)
        new.log.level = .debug
        new.log.format = .json
        let change = ConfigurationChange(from: .embeddedDefault, to: new)
        #expect(
            change.settings == [
                .init(key: "paths.worker", old: "", new: "\"/w\"", needsRestart: true),
                .init(key: "polling.interval", old: "\"30m\"", new: "\"10m\"", needsRestart: false),
                .init(key: "log.level", old: "\"info\"", new: "\"debug\"", needsRestart: false),
                .init(key: "log.format", old: "\"auto\"", new: "\"json\"", needsRestart: true),
            ])
        #expect(change.settingsNeedingRestart == ["paths.worker", "log.format"])
    }

    @Test func settingsReadAtStartExist() {
        let settings = Configuration.embeddedDefault.listSettings()
        let known = Set(settings.map(\.section)).union(settings.map { "\($0.section).\($0.key)" })
        #expect(ConfigurationChange.readAtStart.isSubset(of: known))
    }
}
