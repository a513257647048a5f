/// The links of a feed or an entry by what they are for.
struct AtomLinks {
    private var alternates: [(rank: Int, url: String)] = []
    private(set) var own: String?
    private(set) var hub: String?
    private(set) var picture: String?

    /// The page a reader would open: HTML before what names no type before other types, then the first.
    var alternate: String? {
        alternates.min { $0.rank < $1.rank }?.url
    }

    mutating func add(_ link: FeedElement) {
        guard let url = link.link(attribute: "href") ?? (link.attribute("href") == nil ? link.link : nil) else {
            return
        }
        let type = link.attribute("type")?.lowercased() ?? ""
        switch relation(link.attribute("rel")) {
        case "alternate": alternates.append((rank(type), url))
        case "self": own = own ?? url
        case "hub": hub = hub ?? url
        case "enclosure" where type.hasPrefix("image/"): picture = picture ?? url
        default: break
        }
    }

    /// RFC 4287, 4.2.7.2: a registered relation may be written as its address.
    private func relation(_ rel: String?) -> String {
        let name = FeedText.trimmed(rel ?? "").lowercased()
        return name.isEmpty ? "alternate" : String(name.split(separator: "/").last ?? "")
    }

    private func rank(_ type: String) -> Int {
        if type.hasPrefix("text/html") { return 0 }
        if type.hasPrefix("application/xhtml") { return 1 }
        return type.isEmpty ? 2 : 3
    }
}
