import Foundation
import Testing

@testable import Delivery

@Suite struct PathTemplateTests {
    @Test(arguments: [
        ("{source}/{published:%Y}/{published:%m}/{published:%d}/{slug}-{id}", "daily/2026/05/01/bridge-reopens-ID"),
        ("{id}", "ID"),
        ("{language}/{source}.{delivered:%Y-%m-%d}/{id}", "und/daily.2026-05-02/ID"),
        ("by-day/{published:%Y%m%d}/{id}_{slug}", "by-day/20260501/ID_bridge-reopens"),
    ])
    func itGivesAPath(template: String, expected: String) throws {
        let path = try ArticlePath(
            article: article(), publicID: "ID", now: now, template: try PathTemplate(template), script: .latin)
        #expect(path.file(suffix: "txt") == "articles/\(expected).txt")
    }

    @Test(arguments: [
        "", "/", "a//{id}", "/{id}", "{id}/", "{source}/{slug}", "{source", "{date}/{id}", "{published}/{id}",
        "{published:%H}/{id}", "{published:%}/{id}", "{published:-%Y}/{id}", "../{id}", ".{id}", "-{id}", "a b/{id}",
        "ä/{id}",
        "{id}/{source}", "{source:x}/{id}", "a\u{0}/{id}", "{slug}{slug}{slug}{id}",
        String(repeating: "a", count: 190) + "{id}", String(repeating: "a/", count: 12) + "{id}",
    ])
    func whatCouldLeadElsewhereOrDoubleANameIsRefused(template: String) {
        #expect(throws: PathTemplate.Problem.self) { try PathTemplate(template) }
    }

    @Test func theStandardIsWhatItsTextSays() throws {
        #expect(try PathTemplate("{source}/{published:%Y}/{published:%m}/{published:%d}/{slug}-{id}") == .standard)
    }

    @Test(arguments: [
        ("Мост снова открыт", "мост-снова-открыт"), ("  ..Ça va?—Ouï/../", "ça-va-ouï"), ("橋が再開", "橋が再開"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"), ("\u{202E}abc\u{0}\u{200B}", "abc"), ("🚢🚢", "bridge-story"),
    ])
    func aSlugInTheSourcesScript(title: String, slug: String) throws {
        #expect(Slug.make(title: title, url: "https://d.example/bridge-story.html", script: .own) == slug)
    }

    @Test func aSlugInTheSourcesScriptIsShort() {
        let slug = Slug.make(title: String(repeating: "橋", count: 500), url: "", script: .own)
        #expect(slug == String(repeating: "橋", count: Slug.limitBytes / 3))
    }

    @Test func furtherFormatsStandBesideTheTextAndTheTextComesLast() throws {
        let output = try OutputDirectory()
        var options = ArticleStore.Options()
        options.formats = [.html, .md]
        options.offersNew = true
        let store = try ArticleStore(directory: output.path, options: options)
        let staged = try store.stage(article("A < b", paragraphs: ["“It” & did."]), as: 1, now: now)
        #expect(staged.files.map { $0.path.split(separator: ".").last } == ["json", "html", "md", "txt"])
        try store.publish(staged)
        let text = try #require(staged.files.last?.path)
        let stem = String(text.dropLast(4))
        #expect(try output.read(stem + ".md") == "# A \\< b\n\n“It” \\& did.\n")
        #expect(try output.read(stem + ".html").contains("<h1>A &lt; b</h1>\n<p>“It” &amp; did.</p>\n"))
        let name = "new/" + (text.split(separator: "/").last ?? "")
        #expect(try output.read(name) == output.read(text))
        try FileManager.default.removeItem(atPath: output.path + "/" + name)
        #expect(store.reconcile(staged) == .delivered)
        #expect(try !output.files().contains(name), "what a consumer has taken does not come back")
    }

    @Test func htmlGroupsWhatBelongsTogether() {
        var page = article("T", paragraphs: [])
        page.language = "en\"><script>"
        page.paragraphs = [
            .init("One.", role: .listItem), .init("Two.", role: .listItem), .init("Said\nso.", role: .quote),
            .init("a <b>", role: .preformatted), .init("Sub", role: .heading(level: 1)),
            .init("a | b", role: .tableRow),
        ]
        let html = Rendering.html(page)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en&quot;&gt;&lt;script&gt;\">\n"))
        #expect(
            html.contains(
                """
                <ul>
                <li>One.</li>
                <li>Two.</li>
                </ul>
                <blockquote>
                <p>Said<br>
                so.</p>
                </blockquote>
                <pre>a &lt;b&gt;</pre>
                <h2>Sub</h2>
                <p>a | b</p>
                </article>
                """))
    }
}
