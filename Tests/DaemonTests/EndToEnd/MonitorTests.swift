import Foundation
import JSON
import Ledger
import SampleWeb
import Testing

@testable import Daemon

/// A running daemon that is asked and told things.
@Suite struct MonitorTests {
    @Test func reloadAnswersWhatChanged() async throws {
        let desk = try NewsDesk()
        let source = (name: "one", line: "articles = [\"http://127.0.0.1:9/a\"]")
        try desk.configure(sources: [source])
        let daemon = try desk.run()
        try await daemon.waitForLine("listening", "control.sock")
        try await daemon.waitForLine("started")
        let command = ["reload", "--config", desk.configuration]

        let unchanged = try await copydesk(command)
        #expect(unchanged.output == "nothing changed\n")
        #expect(unchanged.ending == .status(0))

        try desk.configure(
            fetch: "delay = \"3s\"\nmax_transfers = 7",
            sources: [source, (name: "two", line: "articles = [\"http://127.0.0.1:9/b\"]")])
        let changed = try await copydesk(command)
        #expect(
            changed.output == """
                sources added: two
                fetch.max_transfers: 32 became 7, waits for a restart
                fetch.delay: "0s" became "3s", applied

                """)

        try desk.rewrite(sources: [(name: "one", line: "adress = \"x\"")])
        let broken = try await copydesk(command)
        #expect(broken.ending == .status(78))
        #expect(broken.errors.contains("sources.toml:3:1: unknown key \"adress\""))
        #expect(daemon.isRunning)

        #expect(try await desk.stop(daemon) == .status(0))
        try desk.rewrite(sources: [])
        let alone = try await copydesk(command)
        #expect(alone.ending == .status(69))
        #expect(alone.errors == "copydesk: no daemon runs with \(desk.configuration)\n")
    }

    @Test func aKilledDaemonsSocketIsReplaced() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let first = try desk.run()
        try await first.waitForLine("started")
        try await first.waitForLine("listening")
        first.signal(SIGKILL)
        _ = try await first.ending()
        #expect(try await copydesk(["reload", "--config", desk.configuration]).ending == .status(69))
        let second = try desk.run()
        try await second.waitForLine("started")
        try await second.waitForLine("listening")
        #expect(try await copydesk(["reload", "--config", desk.configuration]).ending == .status(0))
        #expect(try await desk.stop(second) == .status(0))
    }

    /// The daemon delivers all the same, and says so once.
    @Test func aPortThatIsTakenIsALineInTheLog() async throws {
        let site = try await GeneratedPages.site(articles: 1)
        let port = try #require(site.origin.split(separator: ":").last)
        let desk = try NewsDesk()
        try desk.configure(
            monitor: "listen = \"127.0.0.1:\(port)\"", sources: [("one", "url = \"\(site.origin)/rss.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("error", "nobody can look in", ":\(port)")
        try await eventually("the article: \(daemon.errors)") { desk.files(".txt").count == 1 }
        #expect(try await copydesk(["reload", "--config", desk.configuration]).ending == .status(0))
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }

    @Test func healthAndReadinessAreToldOnBothPlaces() async throws {
        let desk = try NewsDesk()
        let place = LoopbackPlace()
        try desk.configure(monitor: place.setting, sources: [])
        let daemon = try desk.run()
        try await daemon.waitForLine("started")
        try await daemon.waitForLine("listening", count: 2)
        let socket = ControlClient(socket: desk.path + "/state/control.sock", limitSeconds: 30)
        for path in ["/healthz", "/readyz"] {
            #expect(try await offTasks { try socket.ask("GET", path) }.status == 200)
            #expect(try await place.ask("GET", path).status == 200)
        }
        #expect(try await place.ask("GET", "/nothing").status == 404)
        #expect(try await place.ask("POST", "/reload").status == 403)
        #expect(try await place.ask("GET", "/healthz", host: "rebound.example:8017").status == 421)
        #expect(try await desk.stop(daemon) == .status(0))
    }

    @Test func thePageTheMetricsAndTheStatusTellTheSame() async throws {
        let site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml": .xml(GeneratedPages.rss(["\(request.origin)/a/1"]), type: "application/rss+xml")
            case "/a/1":
                .html(
                    GeneratedPages.article(1).replacing(
                        "Inspection 1 of the piers", with: "Pier &lt;script>alert(1)&lt;/script> &amp; all"))
            default: nil
            }
        }
        let place = LoopbackPlace()
        let desk = try NewsDesk()
        try desk.configure(
            monitor: place.setting,
            sources: [("piers", "url = \"\(site.origin)/rss.xml\""), ("away", "url = \"\(site.origin)/none.xml\"")])
        let daemon = try desk.run()
        try await daemon.waitForLine("delivered", "source=piers")
        try await daemon.waitForLine("source failed", "source=away")
        try await daemon.waitForLine("listening", count: 2)
        let page = try await place.until("GET", "/") {
            $0.text.contains("alert(1)") && $0.text.contains("not found since")
        }
        #expect(page.status == 200)
        #expect(!page.text.contains("<script>"))
        #expect(page.text.contains(">Pier alert(1) &amp; all</a>"))
        let metrics = try await place.until("GET", "/metrics") {
            $0.text.contains("copydesk_articles{state=\"delivered\"} 1\n")
        }
        #expect(MetricsLint.faults(in: metrics.text) == [])
        #expect(metrics.text.contains("copydesk_sources{state=\"missing\"} 1\n"))

        let head = try await copydesk(["status", "--config", desk.configuration])
        #expect(head.output.hasPrefix("copydesk \(Release.version)\n  up: "))
        #expect(head.output.contains("  journal: at 1\n"))
        let names = head.output.split(separator: "\n").compactMap { $0.wholeMatch(of: #/  (away|piers)  .*/#)?.1 }
        #expect(names == ["away", "piers"], "what fails comes first")
        #expect(head.output.contains("1 discovered → 1 fetched → 1 article → 1 unique → 1 delivered"))
        let listed = try await copydesk(["status", "--json", "--config", desk.configuration])
        let json = try JSONValue.parse(Array(listed.output.utf8))
        #expect(json["daemon"]?["journal_seq"]?.number == 1)
        #expect(json["daemon"]?["last_article"]?["source"]?.string == "piers")
        #expect(json["daemon"]?["state"]?.string == "ready")

        #expect(try await desk.stop(daemon) == .status(0))
        let alone = try await copydesk(["status", "--config", desk.configuration])
        #expect(alone.output.hasPrefix("no daemon runs\nsources: 2\n"))
        await site.stop()
    }

    @Test func everyAnswerForbidsWhatThePageDoesNotNeed() async throws {
        let place = LoopbackPlace()
        let desk = try NewsDesk()
        try desk.configure(monitor: place.setting, sources: [])
        let daemon = try desk.run()
        try await daemon.waitForLine("listening", count: 2)
        for path in ["/", "/metrics", "/status.json", "/copydesk.css", "/copydesk.js", "/icon.svg", "/none"] {
            let name = place.origin.dropFirst("http://".count)
            let request = "HEAD \(path) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n"
            let answer = String(decoding: try await place.raw(request), as: UTF8.self)
            for header in [
                "Content-Security-Policy: default-src 'none'; ", "X-Content-Type-Options: nosniff\r\n",
                "X-Frame-Options: DENY\r\n", "Referrer-Policy: no-referrer\r\n", "Cache-Control: no-store\r\n",
            ] {
                #expect(answer.contains(header), "\(path)")
            }
            #expect(answer.hasSuffix("\r\n\r\n"), "HEAD has no body")
        }
        #expect(try await desk.stop(daemon) == .status(0))
    }

    @Test func topFitsTheTerminalAtOnceWhenItIsResized() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [("one", "articles = [\"http://127.0.0.1:9/a\"]")])
        let address = "http://127.0.0.1:9/" + String(repeating: "港", count: 100)
        _ = try desk.ledger { try $0.register(sources: [SourceSeed(id: "one", url: address, kind: "list")], now: 0) }
        let terminal = try PseudoTerminal(columns: 30, rows: 5)
        let program = try RunningProgram(
            "copydesk", ["top", "--interval", "3600", "--config", desk.configuration],
            environment: ["NO_COLOR": "1", "TERM": "xterm"], output: terminal.handle)
        try await eventually("a picture of five lines") { terminal.screen.contains("… 4 more lines") }
        terminal.resize(columns: 70, rows: 20)
        program.signal(SIGWINCH)
        try await eventually("a picture of all") { terminal.screen.contains("quarantine: 0") }
        program.signal(SIGINT)
        #expect(try await program.ending() == .status(0))
        let pictures = terminal.screen.components(separatedBy: "\u{1B}[?7l\u{1B}[H").dropFirst()
        for (picture, columns) in zip(pictures, [30, 70]) {
            let lines = picture.components(separatedBy: "\u{1B}[J")[0].replacing("\u{1B}[K", with: "")
                .components(separatedBy: "\r\n")
            let widths = lines.map(TextWidth.columns)
            #expect(widths.max() ?? 0 > columns - 2 && widths.allSatisfy { $0 <= columns }, "\(lines)")
        }
        _ = try terminal.shown()
    }

    @Test func topShowsTheStatusAlwaysAnew() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [("one", "articles = [\"http://127.0.0.1:9/a\"]")])
        _ = try desk.ledger { try $0.register(sources: [SourceSeed(id: "one", url: "u", kind: "list")], now: 0) }
        let terminal = try PseudoTerminal()
        let program = try RunningProgram(
            "copydesk", ["top", "--interval", "1", "--config", desk.configuration],
            environment: ["NO_COLOR": "1", "TERM": "xterm"], output: terminal.handle)
        let picture = "\u{1B}[?7l\u{1B}[Hno daemon runs\u{1B}[K\r\nsources: 1\u{1B}[K\r\n"
        try await eventually("two pictures: \(program.errors)") {
            terminal.screen.components(separatedBy: picture).count > 2
        }
        #expect(terminal.screen.hasPrefix("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H"), "on the other screen")
        program.signal(SIGTERM)
        #expect(try await program.ending() == .status(0))
        _ = try terminal.shown()
        #expect(terminal.screen.hasSuffix("\u{1B}[J\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"), "the terminal is as it was")
        let piped = try await copydesk(["top", "--config", desk.configuration])
        #expect(piped.ending == .status(64))
    }
}

extension PseudoTerminal {
    /// What arrived by now, without the carriage return that the terminal adds to each line feed.
    fileprivate var screen: String { String(decoding: soFar, as: UTF8.self).replacing("\r\r\n", with: "\r\n") }
}

/// A loopback address that no other test or program has.
struct LoopbackPlace: Sendable {
    let host = "127.\(Int.random(in: 64...250)).\(Int.random(in: 1...250)).\(Int.random(in: 1...250))"
    private let port = 8017

    var setting: String { "listen = \"\(host):\(port)\"" }
    var origin: String { "http://\(host):\(port)" }

    func ask(_ method: String, _ target: String, host named: String? = nil) async throws -> ControlClient.Answer {
        try ControlClient.parse(try await raw(request(method, target, host: named)))
    }

    /// Asks until the answer is as expected: what is shown is up to two seconds old.
    func until(
        _ method: String, _ target: String, _ isExpected: @escaping @Sendable (ControlClient.Answer) -> Bool
    ) async throws -> ControlClient.Answer {
        try await eventually("\(target) as expected", within: .seconds(60)) {
            try isExpected(ControlClient.parse(exchange(request(method, target))))
        }
        return try await ask(method, target)
    }

    private func request(_ method: String, _ target: String, host named: String? = nil) -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: \(named ?? "\(host):\(port)")\r\nConnection: close\r\n\r\n"
    }

    /// What comes back for these bytes until the connection ends.
    func raw(_ request: String) async throws -> [UInt8] { try await offTasks { try exchange(request) } }

    private func exchange(_ request: String) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw TestDeadline(what: "a connection to \(origin): \(errno)") }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array(request.utf8)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { answer += buffer[..<count] } else if count == 0 || errno != EINTR { return answer }
        }
    }
}

/// Runs what waits off the threads of tasks, of which there are few.
func offTasks<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
}
