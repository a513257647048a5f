/// What `make demo` runs: the real daemon reads the bundled sample web and delivers its articles.
///
/// In: the `copydesk` executable beside this one. Out: a folder with the configuration, the daemon's log, its state and
/// the delivered files, and a report on standard output. Nothing is fetched from beyond loopback.
import ArgumentParser
import Foundation
import SampleWeb

@main
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copydesk-demo",
        abstract: "Shows Copydesk at work on three small news sites served from loopback.",
        discussion: "Exits 0 when every article was delivered once, 70 when not, 75 when it took too long.")

    @Option(help: "The folder for configuration, state and output; it is kept. A new temporary one by default.")
    var output: String?

    @Option(help: "The daemon's executable. By default the copydesk beside this program.")
    var daemon: String?

    @Option(help: "How many seconds the daemon gets for everything.")
    var deadlineSeconds = 60

    func run() async throws {
        do {
            try await demonstrate()
        } catch let failure as DemoFailure {
            // The report comes first, also where both end in one file.
            fflush(nil)
            FileHandle.standardError.write(Data("copydesk-demo: \(failure.message)\n".utf8))
            throw ExitCode(failure.exitCode)
        }
    }

    /// The whole story: serve, start, wait, stop, check, show.
    private func demonstrate() async throws {
        let web = try await SampleSites.start()
        let folder = try DemoFolder(path: output)
        try folder.writeConfiguration(for: web.sites)
        print(
            "Serving \(web.articleCount) articles on \(web.sites.count) sites. Everything is kept in \(folder.path)\n")

        let daemon = try DaemonProcess(
            executable: daemon ?? besideThisProgram("copydesk"), configuration: folder.configuration, log: folder.log)
        let interruption = Interruption { daemon.end() }
        defer { interruption.cancel() }
        do {
            try await waitUntilQuiet(web: web, folder: folder, daemon: daemon)
        } catch {
            daemon.end()
            throw error
        }
        try await daemon.stop()

        let deliveries = try folder.readDeliveries(of: web.articles)
        Report(web: web, deliveries: deliveries).printAll()
        try check(deliveries, web: web)
        print("\nAll \(web.articleCount) articles were delivered, each once. The files are in \(folder.articles)")
        await web.stop()
    }

    /// Returns once as many files as articles are there and neither a file nor a request has come for half a second,
    /// so that a second copy of an article has had the time to appear.
    private func waitUntilQuiet(web: SampleSites, folder: DemoFolder, daemon: DaemonProcess) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(deadlineSeconds)
        var lastChange = clock.now
        var lastCounts = [0, 0]
        while true {
            let counts = [folder.textFiles().count, web.sites.map(\.web.requests.count).reduce(0, +)]
            if counts != lastCounts { (lastCounts, lastChange) = (counts, clock.now) }
            if counts[0] >= web.articleCount, clock.now - lastChange > .milliseconds(500) { return }
            guard daemon.isRunning else { throw DemoFailure.daemonEnded(log: folder.readLog()) }
            guard clock.now < deadline else {
                throw DemoFailure.tooSlow(
                    "\(counts[0]) of \(web.articleCount) articles after \(deadlineSeconds) s", log: folder.readLog())
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func check(_ deliveries: [Delivery], web: SampleSites) throws {
        let urls = deliveries.map(\.article?.url)
        for delivery in deliveries where delivery.article == nil {
            throw DemoFailure.wrong("\(delivery.path) is none of the articles")
        }
        for article in web.articles {
            let copies = urls.count { $0 == article.url }
            guard copies == 1 else { throw DemoFailure.wrong("\(article.url) was delivered \(copies) times") }
        }
        for site in web.sites {
            let asked = Set(site.web.requests.map { site.web.origin + $0.request.path })
            guard let forbidden = site.forbiddenURLs.first(where: asked.contains) else { continue }
            throw DemoFailure.wrong("\(forbidden) was fetched although robots.txt forbids it")
        }
    }
}

private func besideThisProgram(_ name: String) -> String {
    let program = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return program.deletingLastPathComponent().appending(path: name).path
}
