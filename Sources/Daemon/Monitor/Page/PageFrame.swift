/// What every page shares: head, navigation and footer around one `<main>`.
struct PageFrame {
    /// What a browser's tab says.
    var title: String
    /// Its place in the navigation, if it has one.
    var place: Place?
    /// Whether the script takes over a new `<main>` now and then.
    var isRefreshed = false

    enum Place: String, CaseIterable {
        case status = "/"
        case search = "/search"

        fileprivate var name: String {
            switch self {
            case .status: "Status"
            case .search: "Search"
            }
        }
    }

    func html(_ main: Markup) -> String {
        let refreshed: Markup = isRefreshed ? " data-refreshed" : ""
        let markup: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/copydesk.css">
            <script src="/copydesk.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#main">To the content</a>
            <header>
            <p class="brand">Copydesk</p>
            <nav aria-label="Pages"><ul>
            \(Place.allCases.map(entry).joined())
            </ul></nav>
            </header>
            <main id="main" tabindex="-1"\(refreshed)>
            \(main)
            </main>
            <footer><p>Version \(Release.version). Figures for programs: <a href="/metrics">metrics</a>, \
            <a href="/status.json">JSON</a>.</p></footer>
            </body>
            </html>

            """
        return markup.text
    }

    private func entry(_ place: Place) -> Markup {
        let current: Markup = place == self.place ? " aria-current=\"page\"" : ""
        return "<li><a href=\"\(place.rawValue)\"\(current)>\(place.name)</a></li>"
    }

    /// A page that says one thing.
    static func notice(_ title: String, _ words: String) -> String {
        PageFrame(title: "\(title) – Copydesk").html("<h1>\(title)</h1>\n<p>\(words)</p>")
    }
}
