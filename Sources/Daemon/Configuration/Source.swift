extension Configuration {
    /// One `[[source]]`: where articles come from.
    @dynamicMemberLookup
    public struct Source: Equatable, Sendable {
        /// Unique among all sources, ignoring case, and usable as a directory: `[A-Za-z0-9._-]`, at most 64 characters,
        /// no dot or dash in front. Derived from the URL's host where it is not given.
        public var name: String
        /// Where its articles are found.
        public var origin: SourceOrigin
        /// How the document behind the URL is read.
        public var kind = SourceKind.auto
        /// Everything else that can be said of a source.
        private var sparse = Sparse<SourceOptions>()

        /// A source with the defaults for everything else.
        public init(name: String, origin: SourceOrigin) {
            self.name = name
            self.origin = origin
        }

        /// What can be said of a source beside where it is. Each option is the source's too: `source.interval`.
        public var options: SourceOptions {
            get { sparse.value }
            set { sparse.value = newValue }
        }

        /// One of the options.
        public subscript<Value>(dynamicMember option: WritableKeyPath<SourceOptions, Value>) -> Value {
            get { options[keyPath: option] }
            set { options[keyPath: option] = newValue }
        }
    }

    /// What can be said of a source beside where it is.
    public struct SourceOptions: Equatable, Sendable, Beginning {
        /// Where its polling interval starts; `nil` means ``PollingSettings/interval``.
        public var interval: Duration?
        /// At most this many items of one poll are taken, the first of the document: 1 to 50,000.
        public var maxItems = 1000
        /// Items that say they are older than this are left out; `nil` takes all.
        public var maxAge: Duration?
        /// What becomes of its articles that are nearly the same as another source's; `nil` means
        /// ``DeliverySettings/duplicates``.
        public var duplicates: Duplicates?
        /// Which of the items are taken.
        public var filter = ItemFilter()
        /// Words that its articles are marked with, before the pages' own.
        public var tags: [String] = []
        /// What its pages are asked for in, and what an article is in that does not say it.
        public var language: String?
        /// What is sent with its requests.
        public var requests = SourceRequests()
        /// Whether it is not polled for now.
        public var isPaused = false
        /// Why robots.txt is not obeyed for this source; `nil` obeys it.
        public var robotsOverride: String?
        /// How much of it stays in the output directory; what is nil is as in ``Configuration/retention``.
        public var retention = RetentionSettings()

        /// The defaults.
        public init() {}
    }

    /// The source of that name; nil for one that is not in the configuration.
    func source(named name: String) -> Source? { sourcePlaces[name].map { sources[$0] } }

    /// What becomes of near-duplicates that come from this source.
    func duplicates(ofSource name: String) -> Duplicates {
        source(named: name)?.duplicates ?? delivery.duplicates
    }

    /// Where a source's articles are found.
    public enum SourceOrigin: Equatable, Sendable {
        /// `url`: a feed, a sitemap or a list, polled again and again.
        case url(String)
        /// `articles`: these article URLs themselves, and no others.
        case articles([String])
    }

    /// How the document behind a source's URL is read.
    public enum SourceKind: String, CaseIterable, Sendable {
        /// By what the document is.
        case auto
        case rss, atom, json
        /// A sitemap, or an index of sitemaps.
        case sitemap
        /// Plain text, one article URL a line.
        case list
        /// A site's front page: the feed that it names, or else the articles that it links to.
        case site
        /// A page whose links to articles are taken, whatever feeds it names.
        case section
        /// The URL is an article itself.
        case article
    }
}
