import Foundation
import Testing

@testable import Daemon

/// Each kind of mistake, with the line, the column and the words that it gets.
@Suite struct ConfigurationErrorTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var toml: String
        var errors: [String]

        init(_ toml: String, _ errors: String...) {
            self.toml = toml
            self.errors = errors
        }

        var testDescription: String { toml }
    }

    @Test(arguments: keys + types + numbers + durations + texts + relations)
    func settingsAreRefused(_ row: Row) throws {
        #expect(
            try ConfigurationFiles.errors(of: ["copydesk.toml": row.toml]) == row.errors.map { "copydesk.toml:\($0)" })
    }

    @Test(arguments: sources)
    func sourcesAreRefused(_ row: Row) throws {
        let found = try ConfigurationFiles.errors(of: ["copydesk.toml": "", "sources.d/a.toml": row.toml])
        #expect(found == row.errors.map { "sources.d/a.toml:\($0)" })
    }

    static let keys = [
        Row(
            "[polling]\nintervall = \"1h\"", "2:1: unknown key \"intervall\" in [polling] (did you mean \"interval\"?)"),
        Row(
            "[polling]\n\n  max_intervall = 3",
            "3:3: unknown key \"max_intervall\" in [polling] (did you mean \"max_interval\"?)"),
        Row(
            "[fetch]\nmax-transfers = 3",
            "2:1: unknown key \"max-transfers\" in [fetch] (did you mean \"max_transfers\"?)"),
        Row("[fetch]\nredirects = 3", "2:1: unknown key \"redirects\" in [fetch] (did you mean \"max_redirects\"?)"),
        Row("[fetch]\nDelay = \"3s\"", "2:1: unknown key \"Delay\" in [fetch] (did you mean \"delay\"?)"),
        Row("[fetch]\ncolour = 3", "2:1: unknown key \"colour\" in [fetch]"),
        Row(
            "[polling]\ndelay = \"3s\"", "2:1: unknown key \"delay\" in [polling] (did you mean \"delay\" in [fetch]?)"),
        Row("fetch.dely = \"3s\"", "1:7: unknown key \"dely\" in [fetch] (did you mean \"delay\"?)"),
        Row("fetch = { delay = \"3s\", dely = 1 }", "1:25: unknown key \"dely\" in [fetch] (did you mean \"delay\"?)"),
        Row("[log]\n\"le\\u0076le\" = 1", "2:1: unknown key \"levle\" in [log] (did you mean \"level\"?)"),
        Row(
            "[log]\n[log.level]",
            "2:1: \"level\" in [log] must be one of \"error\", \"warning\", \"notice\", \"info\", \"debug\", not a table"
        ),
        Row("[fetcher]\ndelay = \"3s\"", "1:1: unknown section [fetcher] (did you mean [fetch]?)"),
        Row("[logs]", "1:1: unknown section [logs] (did you mean [log]?)"),
        Row("# café\n\n[[sources]]\nurl = 1", "3:1: unknown section [[sources]] (did you mean [[source]]?)"),
        Row("delay = \"3s\"", "1:1: unknown key \"delay\" (did you mean \"delay\" in [fetch]?)"),
        Row("url = \"https://a.example/\"", "1:1: unknown key \"url\" (did you mean \"url\" in [[source]]?)"),
        Row("[[fetch]]\ndelay = \"3s\"", "1:1: \"fetch\" must be a table [fetch], not an array of tables [[fetch]]"),
        Row("fetch = 3", "1:1: \"fetch\" must be a table [fetch], not a single value"),
        Row("[source]\nurl = \"https://a.example/\"", "1:1: [source] must have double brackets: [[source]]"),
        Row("source = [1]", "1:11: every source must be a table [[source]]"),
        Row("[polling]\na = 1\n[log]\nb = 1", "2:1: unknown key \"a\" in [polling]", "4:1: unknown key \"b\" in [log]"),
        Row("[log]\n\"a\\u001b[31m\" = 1", "2:1: unknown key \"a\u{FFFD}[31m\" in [log]"),
        Row(
            "[fetch]\ndelay = 2026-03-11T:x",
            "2:9: not valid TOML: begins like a number but is no number, date or time (text needs quotes)"),
        Row("[fetch\n", "1:7: not valid TOML: Error while parsing table header: expected ']', saw '\\n'"),
    ]

    static let types = [
        Row("[fetch]\nmax_transfers = \"8\"", "2:17: \"max_transfers\" in [fetch] must be an integer, not a string"),
        Row("[fetch]\nmax_transfers = 8.5", "2:17: \"max_transfers\" in [fetch] must be an integer, not a fraction"),
        Row(
            "[fetch]\nrespect_robots = \"yes\"",
            "2:18: \"respect_robots\" in [fetch] must be true or false, not a string"),
        Row("[fetch]\nrespect_robots = 1", "2:18: \"respect_robots\" in [fetch] must be true or false, not an integer"),
        Row("[fetch]\nuser_agent = true", "2:14: \"user_agent\" in [fetch] must be a string, not a boolean"),
        Row("[fetch]\ndelay = 2026-01-31", "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", not a date"),
        Row("[fetch]\ndelay = 08:00:00", "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", not a time"),
        Row("[paths]\nstate = 2026-01-31 08:00:00", "2:9: \"state\" in [paths] must be a string, not a date with time"),
        Row(
            "[fetch]\nbody_limit = [1]", "2:14: \"body_limit\" in [fetch] must be a size such as \"8MB\", not an array"),
        Row(
            "[fetch]\nallow_addresses = \"::1\"",
            "2:19: \"allow_addresses\" in [fetch] must be an array of address ranges, not a string"),
        Row(
            "[fetch]\nallow_addresses = [\n  \"10.0.0.0/8\", # ours\n  7,\n]",
            "4:3: \"allow_addresses\" in [fetch] must be an address range such as \"10.0.0.0/8\", not an integer"),
        Row(
            "[log]\nlevel = 3",
            "2:9: \"level\" in [log] must be one of \"error\", \"warning\", \"notice\", \"info\", \"debug\", not an integer"
        ),
    ]

    static let numbers = [
        Row("[fetch]\nmax_transfers = 0", "2:17: \"max_transfers\" in [fetch] must be 1 to 1024, not 0"),
        Row("[fetch]\nmax_transfers = 1025", "2:17: \"max_transfers\" in [fetch] must be 1 to 1024, not 1025"),
        Row("[fetch]\nper_host_connections = 9", "2:24: \"per_host_connections\" in [fetch] must be 1 to 8, not 9"),
        Row("[fetch]\nmax_redirects = -1", "2:17: \"max_redirects\" in [fetch] must be 0 to 20, not -1"),
        Row("[extraction]\nworkers = 257", "2:11: \"workers\" in [extraction] must be 0 to 256, not 257"),
        Row("[fetch]\nbody_limit = 999", "2:14: \"body_limit\" in [fetch] must be \"1kB\" to \"256MB\", not 999B"),
        Row("[fetch]\nbody_limit = \"1GiB\"", "2:14: \"body_limit\" in [fetch] must be \"1kB\" to \"256MB\", not 1GiB"),
        Row(
            "[fetch]\nbody_limit = \"8 mega\"",
            "2:14: \"body_limit\" in [fetch] must be a size such as \"8MB\" or \"512KiB\", not \"8 mega\""),
        Row(
            "[fetch]\nbody_limit = \"99999999999GB\"",
            "2:14: \"body_limit\" in [fetch] must be a size such as \"8MB\" or \"512KiB\", not \"99999999999GB\""),
        Row(
            "[extraction]\nmemory_limit = \"1MB\"",
            "2:16: \"memory_limit\" in [extraction] must be \"64MB\" to \"16GB\", not 1MB"),
    ]

    static let durations = [
        Row(
            "[fetch]\ndelay = 3",
            "2:9: \"delay\" in [fetch] must be a duration in quotes, not an integer (did you mean \"3s\"?)"),
        Row(
            "[fetch]\ndelay = \"3\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"3\""),
        Row(
            "[fetch]\ndelay = \"\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"\""),
        Row(
            "[fetch]\ndelay = \"3 s\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"3 s\""),
        Row(
            "[fetch]\ndelay = \"-3s\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"-3s\""),
        Row(
            "[fetch]\ndelay = \"1m1h\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"1m1h\""),
        Row(
            "[fetch]\ndelay = \"9223372036854775807d\"",
            "2:9: \"delay\" in [fetch] must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \"9223372036854775807d\""
        ),
        Row("[fetch]\ndelay = \"2h\"", "2:9: \"delay\" in [fetch] must be \"0s\" to \"1h\", not \"2h\""),
        Row(
            "[fetch]\nconnect_timeout = \"1ms\"",
            "2:19: \"connect_timeout\" in [fetch] must be \"100ms\" to \"5m\", not \"1ms\""),
        Row(
            "[polling]\nmin_interval = \"500ms\"",
            "2:16: \"min_interval\" in [polling] must be \"1s\" to \"30d\", not \"500ms\""),
        Row("[extraction]\ncpu_limit = \"1500ms\"", "2:13: \"cpu_limit\" in [extraction] must be whole seconds"),
    ]

    static let texts = [
        Row("[paths]\nstate = \"\"", "2:9: \"state\" in [paths] must not be empty"),
        Row(
            "[fetch]\nuser_agent = \"\"",
            "2:14: \"user_agent\" in [fetch] must begin with a product name such as \"copydesk\", not \"\""),
        Row(
            "[fetch]\nuser_agent = \"a\\r\\nX: y\"",
            "2:14: \"user_agent\" in [fetch] must be at most 200 printable ASCII characters"),
        Row(
            "[fetch]\ncontact_url = \"me@example.org\"",
            "2:15: \"contact_url\" in [fetch] must be an http or https URL, not \"me@example.org\""),
        Row(
            "[fetch]\ncontact_url = \"mailto:me\"",
            "2:15: \"contact_url\" in [fetch] must be a mailto: address, not \"mailto:me\""),
        Row(
            "[fetch]\nallow_addresses = [\"10.0.0.1/8\"]",
            "2:20: \"allow_addresses\" in [fetch] has bits beyond the prefix in \"10.0.0.1/8\" (did you mean \"10.0.0.0/8\"?)"
        ),
        Row(
            "[fetch]\nallow_addresses = [\"10.0.0.0/33\", \"localhost\"]",
            "2:20: \"allow_addresses\" in [fetch] must be an address range such as \"10.0.0.0/8\", not \"10.0.0.0/33\"",
            "2:35: \"allow_addresses\" in [fetch] must be an address range such as \"10.0.0.0/8\", not \"localhost\""),
        Row(
            "[fetch]\nallow_addresses = [\"::1\", \"::1/128\"]",
            "2:27: \"allow_addresses\" in [fetch] holds \"::1/128\" twice"),
        Row(
            "[delivery]\nformats = [\"html\", \"txt\"]",
            "2:20: \"formats\" in [delivery] must be one of \"html\", \"md\", not \"txt\""),
        Row(
            "[delivery]\npath = \"{source}/{slug}\"",
            "2:8: \"path\" in [delivery] must have {id} behind its last slash, so that no two articles get one name, not \"{source}/{slug}\""
        ),
        Row(
            "[log]\nformat = \"jurnald\"",
            "2:10: \"format\" in [log] must be one of \"auto\", \"plain\", \"journald\", \"json\", not \"jurnald\" (did you mean \"journald\"?)"
        ),
        Row("[paths]\nstate = \"a\\u0000b\"", "2:17: a NUL cannot be part of any setting"),
    ]

    static let relations = [
        Row(
            "[monitor]\ncontrol = \"/\(String(repeating: "c", count: 107))\"",
            "2:11: \"control\" in [monitor] must be at most 107 bytes long, as the path of a Unix socket, not 108"),
        Row(
            "[paths]\nstate = \"/\(String(repeating: "s", count: 94))\"",
            "2:9: \"state\" in [paths] leads to a control socket whose path is longer than 107 bytes (set \"control\" in [monitor])"
        ),
        Row(
            "[paths]\nstate = \"/\(String(repeating: "s", count: 94))\"\n[monitor]\ncontrol = \"/c\""),
        Row(
            "[monitor]\nlisten = \"0.0.0.0:8017\"",
            "2:10: \"listen\" in [monitor] must be a loopback address with a port, such as \"127.0.0.1:8017\" or \"[::1]:8017\", not \"0.0.0.0:8017\"; for others to reach it, put a proxy that knows them in front"
        ),
        Row(
            "[monitor]\nlisten = 8017",
            "2:10: \"listen\" in [monitor] must be an address of this machine such as \"127.0.0.1:8017\", not an integer"
        ),
        Row(
            "[paths]\nstate = \"/a/b\"\noutput = \"/a\"",
            "3:10: \"output\" in [paths] must not overlap \"state\": \"/a\" and \"/a/b\""),
        Row(
            "[paths]\nstate = \"/a\"\noutput = \"/\"",
            "3:10: \"output\" in [paths] must not overlap \"state\": \"/\" and \"/a\""),
        Row(
            "[paths]\noutput = \".\"",
            "2:10: \"output\" in [paths] must not hold the configuration itself (a directory of its own does)"),
        Row(
            "[paths]\nstate = \"/a/../b/./c\"\noutput = \"/b//c/\"",
            "3:10: \"output\" in [paths] must not overlap \"state\": \"/b/c\" and \"/b/c\""),
        Row(
            "[paths]\nstate = \"/var/lib/copydesk/output/x\"",
            "2:9: \"output\" (by \"state\") in [paths] must not overlap \"state\": \"/var/lib/copydesk/output\" and \"/var/lib/copydesk/output/x\""
        ),
        Row(
            "[fetch]\ntotal_timeout = \"5s\"",
            "2:17: \"total_timeout\" in [fetch] must be at least \"connect_timeout\", \"10s\""),
        Row(
            "[fetch]\nconnect_timeout = \"2m\"",
            "2:19: \"total_timeout\" (by \"connect_timeout\") in [fetch] must be at least \"connect_timeout\", \"2m\""),
        Row(
            "[polling]\nmin_interval = \"2d\"",
            "2:16: \"min_interval\" in [polling] must be at most \"max_interval\", \"1d\""),
        Row(
            "[polling]\ninterval = \"1m\"",
            "2:12: \"interval\" in [polling] must be within \"min_interval\" and \"max_interval\" of [polling], \"5m\" to \"1d\""
        ),
    ]

    /// What is wrong between settings is found beside what is wrong with others.
    @Test func relationsAreCheckedWhereverBothSidesAreWhole() throws {
        let found = try ConfigurationFiles.errors(of: [
            "copydesk.toml": """
            [paths]
            state = "/a"
            output = "/a/b"
            [fetch]
            delay = 3
            connect_timeout = "2m"
            [polling]
            interval = "1m"
            [sorces]
            """,
            "sources.d/a.toml": Self.ok + "interval = \"1s\"\n" + Self.ok + "cookie = 3",
        ])
        #expect(
            found.map { $0.prefix { $0 != " " } } == [
                "copydesk.toml:3:10:", "copydesk.toml:5:9:", "copydesk.toml:8:12:", "copydesk.toml:9:1:",
                "sources.d/a.toml:3:12:", "sources.d/a.toml:5:7:", "sources.d/a.toml:5:7:", "sources.d/a.toml:6:10:",
            ])
    }

    private static let ok = "[[source]]\nurl = \"https://a.example/f\"\n"

    static let sources = [
        Row("[[source]]\nname = \"a\"", "1:1: [[source]] needs a \"url\", or a list of \"articles\""),
        Row(ok + "ulr = 1", "3:1: unknown key \"ulr\" in [[source]] (did you mean \"url\"?)"),
        Row(
            ok + "respect_robots = false",
            "3:1: unknown key \"respect_robots\" in [[source]] (did you mean \"respect_robots\" in [fetch]?)"),
        Row(ok + "[source.header]\na = 1", "3:1: unknown key \"header\" in [[source]] (did you mean \"headers\"?)"),
        Row(
            "[[source]]\nurl = \"ftp://a.example/\"",
            "2:7: \"url\" in [[source]] must be an http or https URL, not \"ftp://a.example/\""),
        Row(
            "[[source]]\nurl = \"feed://a.example/x\"",
            "2:7: \"url\" in [[source]] must be an http or https URL, not \"feed://a.example/x\" (did you mean \"https://a.example/x\"?)"
        ),
        Row(
            "[[source]]\nurl = \"a.example/rss\"",
            "2:7: \"url\" in [[source]] must be an http or https URL, not \"a.example/rss\" (did you mean \"https://a.example/rss\"?)"
        ),
        Row(
            "[[source]]\nurl = \"https:///rss\"", "2:7: \"url\" in [[source]] must have a host, unlike \"https:///rss\""
        ),
        Row(
            "[[source]]\nurl = \"https://a example/\"",
            "2:7: \"url\" in [[source]] must be a URL without spaces or control characters, not \"https://a example/\""),
        Row(
            "[[source]]\nurl = \"https://me:pw@a.example/\"",
            "2:7: \"url\" in [[source]] must not carry a user name or password"),
        Row(
            "[[source]]\nurl = \"https://a.example:70000/\"",
            "2:7: \"url\" in [[source]] must have a port from 1 to 65535, unlike \"https://a.example:70000/\""),
        Row("[[source]]\nurl = [\"https://a.example/\"]", "2:7: \"url\" in [[source]] must be a string, not an array"),
        Row(
            ok + "name = \"a b\"",
            "3:8: \"name\" in [[source]] must be letters A-Z, digits, dots, dashes and underscores, not \"a b\" (did you mean \"a-b\"?)"
        ),
        Row(
            ok + "name = \"../etc\"",
            "3:8: \"name\" in [[source]] must be letters A-Z, digits, dots, dashes and underscores, not \"../etc\" (did you mean \"etc\"?)"
        ),
        Row(
            ok + "name = \".a\"",
            "3:8: \"name\" in [[source]] must not begin with a dot or a dash (did you mean \"a\"?)"),
        Row(
            ok + "name = \"-a\"",
            "3:8: \"name\" in [[source]] must not begin with a dot or a dash (did you mean \"a\"?)"),
        Row(ok + "name = \"\"", "3:8: \"name\" in [[source]] must not be empty"),
        Row(
            ok + "name = \"\(String(repeating: "a", count: 65))\"",
            "3:8: \"name\" in [[source]] must be at most 64 characters"),
        Row(
            ok + "kind = \"atm\"",
            "3:8: \"kind\" in [[source]] must be one of \"auto\", \"rss\", \"atom\", \"json\", \"sitemap\", \"list\", \"site\", \"section\", \"article\", not \"atm\" (did you mean \"atom\"?)"
        ),
        Row(
            ok + "interval = \"1m\"",
            "3:12: \"interval\" in [[source]] must be within \"min_interval\" and \"max_interval\" of [polling], \"5m\" to \"1d\""
        ),
        Row(ok + "max_items = 0", "3:13: \"max_items\" in [[source]] must be 1 to 50000, not 0"),
        Row(
            ok + "max_age = 30",
            "3:11: \"max_age\" in [[source]] must be a duration in quotes, not an integer (did you mean \"30s\"?)"),
        Row(
            ok + "kind = \"article\"\nmax_age = \"1d\"",
            "4:1: \"max_age\" has no effect beside kind = \"article\"; remove it"),
        Row(
            ok + "include_urls = [\"local\"]",
            "3:17: \"include_urls\" in [[source]] has to fit as a whole (did you mean \"*local*\"?)"),
        Row(ok + "exclude_titles = [\"\"]", "3:19: \"exclude_titles\" in [[source]] must be 1 to 500 characters long"),
        Row(ok + "tags = [\"\"]", "3:9: \"tags\" in [[source]] must be 1 to 64 characters without control characters"),
        Row(
            ok + "language = \"english\"",
            "3:12: \"language\" in [[source]] must be a language tag such as \"en\" or \"pt-BR\", not \"english\""),
        Row(
            ok + "proxy = \"proxy.example\"",
            "3:9: \"proxy\" in [[source]] must be a proxy such as \"http://proxy.example:3128\" or \"socks5h://127.0.0.1:1080\", not \"proxy.example\""
        ),
        Row(
            ok + "proxy = \"http://a:b@proxy.example:3128\"",
            "3:9: \"proxy\" in [[source]] must not carry a user name or password"),
        Row(
            ok + "headers = { \"X A\" = \"b\" }",
            "3:21: \"headers\" in [[source]] holds \"X A\", which is no header's name"),
        Row(
            ok + "headers = { Cookie = \"b\" }",
            "3:22: \"headers\" in [[source]] may not set \"Cookie\"; use cookie"),
        Row(
            ok + "cookie = \"a\\nb\"",
            "3:10: \"cookie\" in [[source]] must be a string of 1 to 8000 characters without control characters"),
        Row(
            ok + "bearer_file = \"/nowhere/token\"",
            "3:15: \"bearer_file\" in [[source]] names \"/nowhere/token\", which cannot be read: No such file or directory"
        ),
        Row(
            ok + "bearer_file = \"/dev/zero\"",
            "3:15: \"bearer_file\" in [[source]] names \"/dev/zero\", which is not a regular file"),
        Row(
            ok + "bearer_file = \"credential:../x\"",
            "3:15: \"bearer_file\" in [[source]] must be \"credential:\" and the name of a credential, not \"credential:../x\""
        ),
        Row(
            ok + "bearer_file = \"credential:a\"\nbasic_auth_file = \"credential:a\"",
            "3:1: \"bearer_file\" cannot stand beside \"basic_auth_file\""),
        Row(
            ok + "cookie = \"a=b\"\ncookie_file = \"credential:a\"",
            "4:1: \"cookie_file\" cannot stand beside \"cookie\""),
        Row(
            ok + "headers = { \"X-A\" = \"b\" }\nheader_files = { \"x-a\" = \"credential:a\" }",
            "4:1: \"header_files\" holds \"x-a\", which stands in \"headers\" too"),
        Row(
            ok + "header_files = { \"X-A\" = \"/nowhere/a\" }",
            "3:26: \"header_files\" in [[source]] names \"/nowhere/a\", which cannot be read: No such file or directory"
        ),
        Row(
            ok + "origins = [\"https://b.example\"]",
            "3:1: \"origins\" has no effect without headers, a cookie or credentials; remove it"),
        Row(
            ok + "cookie = \"a=b\"\norigins = [\"https://b.example/x\"]",
            "4:12: \"origins\" in [[source]] must be a scheme and a host alone, not \"https://b.example/x\" (did you mean \"https://b.example\"?)"
        ),
        Row(
            ok + "ignore_robots = \"ours\"",
            "3:17: \"ignore_robots\" in [[source]] must say why, in 10 to 500 characters, such as \"the site is ours\""),
        Row(ok + "paused = \"yes\"", "3:10: \"paused\" in [[source]] must be true or false, not a string"),
        Row(
            ok + "articles = [\"https://a.example/1\"]",
            "3:1: \"articles\" cannot stand beside \"url\"; make it a [[source]] of its own"),
        Row("[[source]]\narticles = [\"https://a.example/1\"]", "1:1: [[source]] with \"articles\" needs a \"name\""),
        Row("[[source]]\nname = \"a\"\narticles = []", "3:1: \"articles\" in [[source]] must name at least one URL"),
        Row(
            "[[source]]\nname = \"a\"\narticles = [\n 'https://a.example/1',\n '/2']",
            "5:2: \"articles\" in [[source]] must be an http or https URL, not \"/2\""),
        Row(
            "[[source]]\nname = \"a\"\narticles = [\"https://a.example/1\"]\nmax_age = \"1d\"",
            "4:1: \"max_age\" has no effect beside \"articles\"; remove it"),
        Row(
            "[[source]]\nname = \"a\"\narticles = [\"https://a.example/1\"]\nkind = \"rss\"",
            "4:1: \"kind\" beside \"articles\" can only be \"list\""),
        Row("[[source]]\nurl = \"http://[::1]/\"", "2:1: [[source]] needs a \"name\", because its host cannot be one"),
        Row(
            ok + "[[source]]\nurl = \"https://www.a.example/sport/\"",
            "4:7: a source is named \"a.example\" already, at sources.d/a.toml:1 (give it a name, for example \"a.example-sport\")"
        ),
        Row(
            ok + "[[source]]\nurl = \"https://b.example/\"\nname = \"A.EXAMPLE\"",
            "5:8: a source is named \"A.EXAMPLE\" already, at sources.d/a.toml:1 (give it a name, for example \"b.example\")"
        ),
        Row(
            ok + ok + "name = \"b\"", "4:7: the same \"url\" stands at sources.d/a.toml:1 (remove one of the two)"),
        Row(
            ok + "[[source]]\nurl = \"HTTPS://A.example:443/./f#top\"\nname = \"b\"",
            "4:7: the same \"url\" stands at sources.d/a.toml:1 (remove one of the two)"),
        Row(
            ok + "max_items = 0\n" + ok + "name = \"b\"\ntags = [\"\"]",
            "3:13: \"max_items\" in [[source]] must be 1 to 50000, not 0",
            "5:7: the same \"url\" stands at sources.d/a.toml:1 (remove one of the two)",
            "7:9: \"tags\" in [[source]] must be 1 to 64 characters without control characters"),
        Row(
            "[[source]]\nurl = 1\nname = \"a b\"", "2:7: \"url\" in [[source]] must be a string, not an integer",
            "3:8: \"name\" in [[source]] must be letters A-Z, digits, dots, dashes and underscores, not \"a b\" (did you mean \"a-b\"?)"
        ),
        Row(
            "[[source]]\nmax_items = 0", "1:1: [[source]] needs a \"url\", or a list of \"articles\"",
            "2:13: \"max_items\" in [[source]] must be 1 to 50000, not 0"),
        Row("[polling]\ninterval = \"1h\"", "1:1: [polling] belongs in copydesk.toml; here are only [[source]] tables"),
        Row("url = \"https://a.example/\"", "1:1: \"url\" must stand under [[source]]"),
        Row("[[sorce]]", "1:1: unknown key \"sorce\"; here are only [[source]] tables (did you mean [[source]]?)"),
        Row("[[source]\n", "1:10: not valid TOML: Error while parsing table header: expected ']', saw '\\n'"),
    ]

    @Test func allErrorsOfAllFilesComeTogetherInOrder() throws {
        let found = try ConfigurationFiles.errors(of: [
            "copydesk.toml": "[log]\nlevel = \"loud\"\nx = 1\n[fetch]\ndelay = 1\n",
            "sources.d/b.toml": "[[source]]\nurl = \"nowhere\"\n",
            "sources.d/a.toml": "[[source]\n",
        ])
        #expect(
            found.map { $0.prefix { $0 != " " } } == [
                "copydesk.toml:2:9:", "copydesk.toml:3:1:", "copydesk.toml:5:9:", "sources.d/a.toml:1:10:",
                "sources.d/b.toml:2:7:",
            ])
    }

    @Test func namesAreUniqueAcrossFiles() throws {
        let found = try ConfigurationFiles.errors(of: [
            "copydesk.toml": Self.ok,
            "sources.d/a.toml": "[[source]]\nurl = \"https://b.example/\"\nname = \"a.example\"\n",
        ])
        #expect(
            found == [
                "sources.d/a.toml:3:8: a source is named \"a.example\" already, at copydesk.toml:1 "
                    + "(give it a name, for example \"b.example\")"
            ])
    }

    @Test func unreadableFilesAreNamedWithTheCause() throws {
        let scratch = try ScratchDirectory()
        let path = "\(scratch.path)/copydesk.toml"
        #expect(message(path) == "\(path): cannot be read: No such file or directory")
        try scratch.write("", to: "copydesk.toml/x")
        #expect(message(path) == "\(path): is not a regular file")
        #expect(
            message("\(path)/x/y")
                == "\(path)/x/y: cannot be read: Not a directory\n\(path)/x/sites.d: cannot be read: Not a directory\n"
                + "\(path)/x/sources.d: cannot be read: Not a directory")
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        #expect(message(path) == "\(path): is not a regular file")
        try FileManager.default.removeItem(atPath: path)
        try scratch.write("", to: "copydesk.toml")
        try scratch.write("", to: "sources.d/a.toml/x")
        #expect(message(path) == "\(scratch.path)/sources.d/a.toml: is not a regular file")
    }

    @Test func bytesThatAreNoTextAreNamedWithTheirLine() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write(Data(Array("[log]\nlevel = \"".utf8) + [0xFF, 0x22]), to: "copydesk.toml")
        #expect(message(path) == "\(path):2:1: is not UTF-8")
        try scratch.write("[log]\n\n\u{0}level = 1", to: "copydesk.toml")
        #expect(message(path) == "\(path):3:1: holds a NUL byte")
        try scratch.write(String(repeating: "#\n", count: 2_000_001), to: "copydesk.toml")
        #expect(message(path) == "\(path): is larger than 4000000 bytes")
    }

    @Test func outputReachedThroughALinkOverlapsToo() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("", to: "real/x")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/link", withDestinationPath: "\(scratch.path)/real")
        let path = try scratch.write("[paths]\nstate = \"real\"\noutput = \"link/new\"", to: "copydesk.toml")
        #expect(message(path)?.hasPrefix("\(path):3:10: \"output\" in [paths] must not overlap \"state\"") == true)
    }

    private func message(_ path: String) -> String? {
        do {
            _ = try Configuration.load(path: path)
            return nil
        } catch {
            return error.description
        }
    }
}
