import Foundation
import SampleWeb
import Testing

@testable import Daemon

/// The pages in a real browser: a daemon that has read a hostile site, and Debian's chromium.
@Suite(
    .enabled(if: Chromium.isInstalled, "SKIPPED: chromium is not installed; no browser has seen the pages in this run"))
struct BrowserTests {
    private static let widths = [390, 1200]
    private static let themes = ["light", "dark"]

    @Test func everyPageIsWellInBothThemesAndOnAPhone() async throws {
        let desk = try await WatchedDesk()
        let tab = try await BrowserTab(try Chromium())
        for width in Self.widths {
            try await tab.look(width: width, theme: "light")
            try await tab.open("about:blank")
            let blank = try await tab.picture()
            for page in try await desk.pages() {
                var pictures: Set<Data> = []
                for theme in Self.themes {
                    try await tab.look(width: width, theme: theme)
                    try await tab.open(page.address)
                    let place: Comment = "\(page.name), \(width) px, \(theme)"
                    #expect(try await tab.texts(PageAudit.faults) == [], place)
                    let picture = try await tab.picture()
                    #expect(picture.count > blank.count + 4000, place)
                    pictures.insert(picture)
                    try Self.keep(picture, "\(page.name)-\(width)-\(theme).png")
                }
                #expect(pictures.count == 2, "\(page.name): both themes look the same")
            }
        }
        #expect(tab.offences(origin: desk.origin) == [])
        try await desk.stop()
    }

    @Test func everythingIsReachedWithTheKeyboardAndSeen() async throws {
        let desk = try await WatchedDesk()
        let tab = try await BrowserTab(try Chromium())
        try await tab.look(width: 1200, theme: "light")
        for page in try await desk.pages() {
            try await tab.open(page.address)
            let count = Int(try await tab.value(of: PageAudit.actors).number ?? 0)
            var unseen: [String] = []
            // Other things may be on the way, such as the browser's own.
            for _ in 0..<(count + 8) {
                try await tab.press("Tab", code: 9)
                let found = try await tab.value(of: PageAudit.noteFocus).string ?? ""
                if found.hasPrefix("unseen") { unseen.append(found) }
            }
            #expect(unseen == [], "\(page.name)")
            #expect(try await tab.texts(PageAudit.unreached) == [], "\(page.name)")
        }
        try await desk.stop()
    }

    @Test func thePagesWorkWithoutJavaScriptAndRefreshWithIt() async throws {
        let desk = try await WatchedDesk()
        let tab = try await BrowserTab(try Chromium())
        try await tab.open(desk.origin + "/")
        _ = try await tab.value(of: "document.querySelector('main').isOld = true")
        try await tab.awaits("!document.querySelector('main').isOld", "a fresh status")

        try await tab.ask("Emulation.setScriptExecutionDisabled", ["value": .bool(true)])
        try await tab.open(desk.origin + "/search")
        _ = try await tab.value(of: "document.querySelector('#q').focus()")
        try await tab.ask("Input.insertText", ["text": .string("mussels")])
        try await tab.loading("the search") { try await tab.press("Enter", code: 13, text: "\r") }
        let found = try await tab.value(of: "document.querySelectorAll('ol.results li').length").number ?? 0
        #expect(found > 0)
        let link = try await tab.value(of: "document.querySelector('ol.results a').href").string
        try await tab.open(try #require(link))
        #expect(try await tab.value(of: "document.querySelectorAll('ol.blocks li.cut').length").number ?? 0 > 0)
        #expect(tab.offences(origin: desk.origin) == [])
        try await desk.stop()
    }

    /// A check that cannot fail checks nothing.
    @Test(arguments: [
        ("<html><title>t</title><main><h1>x</h1></main>", "no language"),
        ("<html lang=en><main><h1>x</h1></main>", "no title"),
        ("<html lang=en><title>t</title><main><h1>x</h1><h3>y</h3></main>", "h3 “y” skips a level"),
        ("<html lang=en><title>t</title><main><h1>x</h1><input name=q></main>", "q has no label"),
        (
            "<html lang=en><title>t</title><main><h1 style='color:%23888;background:%23fff'>x</h1></main>",
            "h1 “x”: contrast 3.54"
        ),
        (
            "<html lang=en><title>t</title><main><h1>x</h1><p style='width:3000px'>y</main>",
            "wider than the screen: p “y”"
        ),
        ("<html lang=en><title>t</title><main><h1>x</h1><a href='javascript:1'>y</a></main>", "a link to javascript:"),
        ("<html lang=en><title>t</title><main><h1>x</h1><a href='/y'></a></main>", "a link or button without a name"),
        ("<html lang=en><title>t</title><main><h1>x</h1><svg></svg></main>", "a picture without words"),
        ("<html lang=en><title>t</title><main><h1>x</h1><table></table></main>", "a table without a caption"),
        ("<html lang=en><title>t</title><main id=a><h1 id=a>x</h1></main>", "an id twice"),
    ])
    func theAuditFindsWhatIsWrong(_ html: String, _ fault: String) async throws {
        let tab = try await BrowserTab(try Chromium())
        try await tab.look(width: 390, theme: "light")
        try await tab.open("data:text/html,<!DOCTYPE html>\(html)")
        #expect(try await tab.texts(PageAudit.faults).contains(fault))
        if fault.hasPrefix("no") {
            _ = try await tab.value(of: "console.error('x')")
            #expect(!tab.offences(origin: "https://elsewhere.example").isEmpty)
        }
    }

    /// Pictures are kept where the environment says so, to be looked at.
    private static func keep(_ picture: Data, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["SCREENSHOTS"] else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try picture.write(to: URL(filePath: "\(folder)/\(name)"))
    }
}

extension BrowserTab {
    /// Waits until an expression is true.
    func awaits(_ expression: String, _ what: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        // Each question is a round trip to the browser, which is pause enough.
        while try await value(of: expression).bool != true {
            guard ContinuousClock.now < deadline else { throw TestDeadline(what: what) }
        }
    }
}

/// A daemon that watches a site which means no good, with a page to look at it.
private struct WatchedDesk {
    private let desk: NewsDesk
    private let daemon: RunningProgram
    private let site: LoopbackWeb
    private let place = LoopbackPlace()

    var origin: String { place.origin }

    private static let hostile =
        "\"><img src=x onerror=alert(1)><script>alert(2)</script>&amp;&lt;b&gt; javascript:alert(3)"

    init() async throws {
        site = try await LoopbackWeb.start { request in
            switch request.path {
            case "/rss.xml":
                return .xml(
                    GeneratedPages.rss((1...4).map { "\(request.origin)/a/\($0)" } + ["\(request.origin)/none"]))
            case "/none": return .html("<html><body><a href=/>Home</a></body></html>")
            default:
                guard request.path.hasPrefix("/a/"), let number = Int(request.path.dropFirst(3)) else { return nil }
                let escaped = Self.hostile.replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
                let advert = "<div class=\"share-bar\"><a href=\"javascript:alert(4)\">Share \(escaped)</a></div>"
                let title =
                    number == 2
                    ? "Inspection \(escaped) " + String(repeating: "unbroken", count: 40)
                    : "Inspection \(number) of the piers"
                return .html(
                    GeneratedPages.article(number)
                        .replacing("Inspection \(number) of the piers", with: title)
                        .replacing("</article>", with: "<p>\(escaped)</p></article>\(advert)")
                        .replacing("<head>", with: "<head><meta name=\"author\" content=\"Rolf \(escaped)\">"))
            }
        }
        desk = try NewsDesk()
        try desk.configure(
            extraction: "workers = 1\n[archive]\nkeep = \"30d\"", monitor: place.setting,
            log: "[hooks]\non_delivered = [\"/bin/false\"]",
            sources: [
                ("piers", "url = \"\(site.origin)/rss.xml\""), ("away", "url = \"\(site.origin)/missing.xml\""),
            ])
        daemon = try desk.run()
        try await eventually("all articles: \(daemon.errors)", within: .seconds(60)) { [desk] in
            desk.files(".txt").count == 4
        }
        try await daemon.waitForLine("listening", count: 2)
        try await daemon.waitForLine("source failed", "source=away")
        _ = try await place.until("GET", "/search?q=mussels") { $0.text.contains("Results 1 to 4") }
        _ = try await place.until("GET", "/") { page in
            ["not found since", "failing since", "the page holds no article"].allSatisfy(page.text.contains)
        }
    }

    /// Every kind of page, by a name for its picture.
    func pages() async throws -> [(name: String, address: String)] {
        let article = FormQuery.encoded("\(site.origin)/a/2")
        return [
            ("status", origin + "/"), ("source", origin + "/source?name=piers"),
            ("source-failing", origin + "/source?name=away"), ("search", origin + "/search"),
            ("search-found", origin + "/search?q=mussels&source=piers&order=rank"),
            ("search-hostile", origin + "/search?q=\(FormQuery.encoded(Self.hostile))"),
            ("article", origin + "/article?address=\(article)"),
            ("article-dropped", origin + "/article?address=\(FormQuery.encoded("\(site.origin)/none"))"),
        ]
    }

    func stop() async throws {
        #expect(try await desk.stop(daemon) == .status(0))
        await site.stop()
    }
}
