import URLs

/// Presentations of one article that have addresses of their own: `www.`, mobile, AMP and print. Tables of what news sites use.
enum PageVariant {
    private static let hostLabels: Set<String> = ["www", "m", "mobile", "mobil", "amp", "wap"]
    private static let caches = ["cdn.ampproject.org", "google.com", "bing-amp.com"]

    /// The host of the main presentation: `m.news.example` is `news.example`, `en.m.news.example` is `en.news.example`.
    static func mainHost(_ host: String) -> String {
        guard !host.hasPrefix("["), host.utf8.contains(where: { $0 >= 0x3A }) else { return host }
        var labels = host.split(separator: ".")[...]
        while labels.count >= 3, let first = labels.first, hostLabels.contains(String(first)) { labels.removeFirst() }
        if labels.count >= 4, labels.dropFirst().first == "m" { labels.remove(at: labels.startIndex + 1) }
        return labels.joined(separator: ".")
    }

    /// The page that a cache of AMP pages shows: `https://…/c/s/news.example/a` is `https://news.example/a`.
    static func unwrapped(_ url: WebURL) -> WebURL? {
        guard let host = url.host.map(mainHost), caches.contains(where: { host == $0 || host.hasSuffix("." + $0) })
        else { return nil }
        var segments = url.path.split(separator: "/")[...]
        guard let first = segments.popFirst(), ["c", "v", "amp"].contains(first) else { return nil }
        let isSecure = segments.first == "s"
        if isSecure { segments.removeFirst() }
        guard segments.first?.contains(".") == true else { return nil }
        let slash = url.path.hasSuffix("/") ? "/" : ""
        let query = url.query.map { "?" + $0 } ?? ""
        return WebURL.parse((isSecure ? "https://" : "http://") + segments.joined(separator: "/") + slash + query)
    }

    /// The path of the main presentation. It never becomes the site's root.
    static func mainPath(_ path: String) -> String {
        let isFolder = path.utf8.count > 1 && path.hasSuffix("/")
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if isFolder { segments.removeLast() }
        let main = withoutVariants(segments)
        guard main != segments else { return path }
        // What stood behind a slash of its own says nothing of whether the page itself ends in one: "/a/amp/" is "/a" or "/a/".
        let keepsSlash = isFolder && main.last == segments.last
        return "/" + main.joined(separator: "/") + (keepsSlash ? "/" : "")
    }

    /// Whether the parameter only asks for another presentation.
    static func isVariant(_ parameter: QueryParameter) -> Bool {
        if ampParameters.contains(parameter.name) { return true }
        return parameters[parameter.name]?.contains(parameter.value) ?? false
    }

    private static let ampParameters: Set<String> = ["amp", "_amp", "amp_js_v", "amp_gsa", "amp_r", "usqp"]
    private static let yes: Set<String> = ["", "1", "true", "yes", "y", "on"]
    private static let words: Set<String> = ["amp", "print", "printable", "mobile", "mob", "printpage"]
    private static let parameters: [String: Set<String>] = [
        "print": yes, "printable": yes, "print_view": yes, "printview": yes, "printpage": yes, "printmode": yes,
        "pf": ["1"], "mobile": yes, "ismobile": yes, "m": ["1"], "view": words, "output": words, "outputtype": words,
        "mode": words, "display": words, "format": ["amp", "print"], "service": ["print", "amp"], "layout": words,
        "nomobile": yes, "tmpl": ["component"],
    ]
    private static let ends: Set<Substring> = ["amp", "print", "print-version", "printable", "drucken", "imprimir"]
    private static let starts: Set<Substring> = ["amp", "m", "mobile", "print"]
    private static let suffixes = [".amp", ".print", "-print", "_print", "-amp"]

    private static func withoutVariants(_ all: ArraySlice<Substring>) -> ArraySlice<Substring> {
        var segments = all
        if segments.count > 1, let last = segments.last, ends.contains(last.lowercased()[...]) { segments.removeLast() }
        if segments.count > 1, let first = segments.first, starts.contains(first.lowercased()[...]) {
            segments.removeFirst()
        }
        // Some put it behind the section: "/news/amp/quay-reopens".
        if segments.count > 2, let index = segments.firstIndex(of: "amp") { segments.remove(at: index) }
        if let last = segments.popLast() { segments.append(withoutSuffix(last)) }
        return segments
    }

    /// `quay.amp.html` is `quay.html`, `quay.print` is `quay`.
    private static func withoutSuffix(_ name: Substring) -> Substring {
        let dot = name.lastIndex(of: ".")
        let ending = dot.map { name[$0...] } ?? ""
        for (stem, rest) in [(name, ""), (name.dropLast(ending.count), ending)] {
            for suffix in suffixes where stem.hasSuffix(suffix) && stem.count > suffix.count {
                // "-print" alone is a word of many a title.
                if suffix.hasPrefix("-") || suffix.hasPrefix("_"), rest.isEmpty { continue }
                return stem.dropLast(suffix.count) + rest
            }
        }
        return name
    }
}
