extension Configuration {
    /// One `sites.d/<host>.toml`: what is known of a site.
    public struct SiteSettings: Equatable, Sendable {
        /// Lower case, in Punycode; the file's name without `.toml`. The rules also apply to its subdomains.
        public var host: String
        /// Overrides `[extraction] favor` for this site.
        public var favor: Favor?
        /// The pause between two requests to this site; nil leaves it as for all.
        public var delay: Duration?
        /// Connections to this site at once; nil leaves them as for all.
        public var connections: Int?
        /// Elements that are article text whatever the model says.
        public var keep: [SiteRule] = []
        /// Elements that are cut.
        public var strip: [SiteRule] = []
        /// Only what is inside counts; of several, the first that holds text.
        public var body: [SiteRule] = []
        /// The headline; of several, the first that finds something, as for the next two.
        public var title: [SiteRule] = []
        public var author: [SiteRule] = []
        public var date: [SiteRule] = []
        /// The link to the article on one page.
        public var singlePageLink: [SiteRule] = []
        /// The link to the article's next page.
        public var nextPageLink: [SiteRule] = []

        init(host: String) {
            self.host = host
        }
    }

    /// A selector, and the address of a page on which it does what it should.
    public struct SiteRule: Equatable, Sendable {
        public var selector: String
        public var samples: [String]
    }

    /// The site whose rules apply to an address: the host itself, else the nearest domain above it that has rules.
    static func site(for address: String?, in sites: [String: SiteSettings]) -> SiteSettings? {
        guard !sites.isEmpty, var host = address.flatMap(SiteHost.of)?[...] else { return nil }
        while true {
            if let site = sites[String(host)] { return site }
            guard let dot = host.firstIndex(of: ".") else { return nil }
            host = host[host.index(after: dot)...]
        }
    }
}
