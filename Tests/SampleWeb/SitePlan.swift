/// What the folder of a bundled site does not say by itself.
struct SitePlan: Sendable {
    let folder: String
    let announcement: SampleSite.Announcement
    let feedPath: String
    let feedType: String
    /// What the site's addresses have after the file's name without `.html`: the style of its content system.
    let pageSuffix: String
    var sectionPaths: [String] = []
    var forbiddenPaths: [String] = []

    static let all = [
        SitePlan(
            folder: "tarnhaven-courier", announcement: .rss, feedPath: "/rss.xml", feedType: "application/rss+xml",
            pageSuffix: ".html", sectionPaths: ["/harbour/"]),
        SitePlan(
            folder: "vantrel-today", announcement: .atom, feedPath: "/feed.atom", feedType: "application/atom+xml",
            pageSuffix: ""),
        SitePlan(
            folder: "sundmarker-bote", announcement: .sitemap, feedPath: "/news-sitemap.xml",
            feedType: "application/xml", pageSuffix: "/", forbiddenPaths: ["/private/probeseite/"]),
    ]

    /// The address path of a file: `news/index.html` is `/news/`, `news/a.html` is `/news/a` and the suffix.
    func path(ofFile file: String) -> String {
        guard file.hasSuffix(".html") else { return "/" + file }
        let page = file.dropLast(".html".count)
        guard page == "index" || page.hasSuffix("/index") else { return "/" + page + pageSuffix }
        let folder = page.dropLast("index".count)
        return pageSuffix.isEmpty && !folder.isEmpty ? "/" + folder.dropLast() : "/" + folder
    }

    func contentType(ofPath path: String, file: String) -> String {
        if path == feedPath { return feedType }
        if file.hasSuffix(".html") { return "text/html; charset=utf-8" }
        return file.hasSuffix(".svg") ? "image/svg+xml" : "text/plain; charset=utf-8"
    }
}
