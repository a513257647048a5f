import Foundation
import Testing

@testable import Daemon

@Suite struct ConfigurationLoadTests {
    @Test func everySettingIsRead() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write(
            """
            [paths]
            state = "s"
            output = "/o"
            worker = "../w"
            [fetch]
            user_agent = "Desk/2"
            contact_url = "mailto:me@example.org"
            max_transfers = 1_0
            per_host_connections = 2
            delay = "1m30s"
            connect_timeout = "500ms"
            total_timeout = "2m"
            body_limit = "1MiB"
            max_redirects = 0
            allow_addresses = ["127.0.0.0/8", "fd00::/8", "10.1.2.3"]
            respect_robots = false
            group_hosts = "domain"
            allow_downgrade = true
            [polling]
            interval = "2h"
            min_interval = "1s"
            max_interval = "7d"
            [extraction]
            workers = 3
            wall_limit = "5s"
            cpu_limit = "4s"
            memory_limit = 100_000_000
            allow_unconfined = true
            favor = "recall"
            [delivery]
            headline = false
            duplicates = "skip"
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
            keep = "30d"
            [monitor]
            control = "c.sock"
            listen = "localhost:8017"
            search = false
            [log]
            level = "debug"
            format = "json"
            """, to: "etc/copydesk.toml")
        let configuration = try Configuration.load(path: path)
        let values = configuration.listSettings().map { "\($0.section).\($0.key)=\($0.value)" }
        #expect(
            values == [
                "paths.state=\"\(scratch.path)/etc/s\"", "paths.output=\"/o\"", "paths.worker=\"\(scratch.path)/w\"",
                "fetch.user_agent=\"Desk/2\"", "fetch.contact_url=\"mailto:me@example.org\"", "fetch.max_transfers=10",
                "fetch.per_host_connections=2", "fetch.delay=\"90s\"", "fetch.group_hosts=\"domain\"",
                "fetch.connect_timeout=\"500ms\"",
                "fetch.total_timeout=\"2m\"", "fetch.body_limit=\"1MiB\"", "fetch.max_redirects=0",
                "fetch.allow_downgrade=true",
                "fetch.allow_addresses=[\"127.0.0.0/8\", \"fd00::/8\", \"10.1.2.3/32\"]", "fetch.respect_robots=false",
                "polling.interval=\"2h\"", "polling.min_interval=\"1s\"", "polling.max_interval=\"7d\"",
                "extraction.workers=3", "extraction.wall_limit=\"5s\"", "extraction.cpu_limit=\"4s\"",
                "extraction.memory_limit=\"100MB\"", "extraction.allow_unconfined=true",
                "extraction.favor=\"recall\"", "delivery.headline=false",
                "delivery.duplicates=\"skip\"", "delivery.formats=[\"md\"]", "delivery.path=\"{id}\"",
                "delivery.slug=\"own\"", "delivery.new=true", "delivery.latest=7", "delivery.min_free=\"1GB\"",
                "revisions.look_again=\"3h\"", "revisions.small_changes=\"note\"",
                "retention.age=\"30d\"", "retention.articles=5", "retention.bytes=\"1GB\"",
                "hooks.on_delivered=[\"/bin/tell\", \"-v\", \"-v\"]",
                "hooks.webhooks=[\"https://desk.example [ohta6bi5iobz]\"]", "hooks.webhook_files=[\"credential:desk\"]",
                "hooks.time_limit=\"9s\"", "archive.keep=\"30d\"",
                "monitor.control=\"\(scratch.path)/etc/c.sock\"", "monitor.listen=\"127.0.0.1:8017\"",
                "monitor.search=false",
                "log.level=\"debug\"", "log.format=\"json\"",
            ])
        #expect(configuration.fetch.userAgentHeader == "Desk/2 (+mailto:me@example.org)")
        #expect(configuration.fetch.robotsToken == "Desk")
    }

    @Test func sourcesComeInTheOrderOfFilesAndLines() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write("[[source]]\nurl = \"https://zero.example/\"", to: "copydesk.toml")
        try scratch.write(
            """
            [[source]]
            url = "https://WWW.One.Example:8443/feed"
            [[source]]
            url = "http://two.example./rss?x=1&y=2"
            name = "Two_2"
            kind = "rss"
            interval = "1h"
            max_items = 5
            max_age = "2d"
            """, to: "sources.d/10.toml")
        try scratch.write("[[source]]\nname = \"three\"\narticles = [\"http://c.example/1\"]", to: "sources.d/20.toml")
        try scratch.write("no toml", to: "sources.d/.30.toml")
        try scratch.write("no toml", to: "sources.d/40.toml~")
        let sources = try Configuration.load(path: path).sources
        var two = Configuration.Source(name: "Two_2", origin: .url("http://two.example./rss?x=1&y=2"))
        two.kind = .rss
        two.interval = .seconds(3600)
        two.maxItems = 5
        two.maxAge = .seconds(2 * 86400)
        var three = Configuration.Source(name: "three", origin: .articles(["http://c.example/1"]))
        three.kind = .list
        #expect(
            sources == [
                Configuration.Source(name: "zero.example", origin: .url("https://zero.example/")),
                Configuration.Source(name: "one.example-8443", origin: .url("https://WWW.One.Example:8443/feed")),
                two, three,
            ])
    }

    @Test func pathsWithoutADirectoryCountFromTheWorkingDirectory() {
        #expect(ConfigurationPath.directory(of: "copydesk.toml") == ".")
        #expect(ConfigurationPath.directory(of: "/copydesk.toml") == "/")
        let here = FileManager.default.currentDirectoryPath
        #expect(ConfigurationPath.absolute("s", base: ".") == "\(here)/s")
        #expect(ConfigurationPath.absolute("/../a/./b//c/..", base: "/x") == "/a/b")
    }

    @Test(arguments: [
        ("0s", 0), ("500ms", 500), ("30s", 30_000), ("15m", 900_000), ("1h30m", 5_400_000), ("2d", 172_800_000),
        ("1d1h1m1s1ms", 90_061_001),
    ]) func durationsAreReadAndWritten(_ text: String, _ milliseconds: Int) {
        let duration = DurationText.parse(text)
        #expect(duration == .milliseconds(milliseconds))
        #expect(duration.map(DurationText.render).flatMap(DurationText.parse) == duration)
    }
}
