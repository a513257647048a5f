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

    /// A setting is either followed at once or named as one that waits; never neither.
    @Test func whatWaitsForARestartIsWhatStays() throws {
        let scratch = try ScratchDirectory()
        let text = """
            [paths]
            state = "s"
            output = "o"
            worker = "w"
            [fetch]
            user_agent = "other"
            contact_url = "mailto:me@example.org"
            max_transfers = 3
            per_host_connections = 2
            delay = "7s"
            group_hosts = "domain"
            connect_timeout = "3s"
            total_timeout = "9s"
            body_limit = "1MB"
            max_redirects = 1
            allow_downgrade = true
            allow_addresses = ["10.0.0.0/8"]
            respect_robots = false
            [polling]
            interval = "1h"
            min_interval = "30m"
            max_interval = "2d"
            [extraction]
            workers = 3
            wall_limit = "5s"
            cpu_limit = "4s"
            memory_limit = "100MB"
            allow_unconfined = true
            favor = "recall"
            [delivery]
            headline = false
            duplicates = "mark"
            formats = ["md"]
            path = "{id}"
            slug = "own"
            new = true
            latest = 7
            min_free = "1GB"
            [revisions]
            look_again = "3h"
            small_changes = "note"
            [retention]
            age = "30d"
            articles = 5
            bytes = "1GB"
            [hooks]
            on_delivered = ["/bin/tell", "-v", "-v"]
            webhooks = ["https://me:secret@desk.example/in"]
            webhook_files = ["credential:desk"]
            time_limit = "9s"
            [archive]
            keep = "2d"
            [monitor]
            control = "c"
            listen = "127.0.0.1:8017"
            search = true
            [log]
            level = "debug"
            format = "json"
            """
        let new = try Configuration.load(path: scratch.write(text, to: "copydesk.toml"))
        let change = ConfigurationChange(from: .embeddedDefault, to: new)
        #expect(change.settings.count == Configuration.embeddedDefault.listSettings().count, "the text changes all")
        let followed = new.keepingWhatIsReadAtStart(of: .embeddedDefault)
        let unchanged = ConfigurationChange(from: followed, to: new).settings.map(\.key)
        #expect(unchanged == change.settingsNeedingRestart)
    }
}
