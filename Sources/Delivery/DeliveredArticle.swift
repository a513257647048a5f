/// A clean article and what is known about it: all that a renderer needs.
///
/// Texts may hold anything; renderers normalise them and drop control characters. Dates are ISO 8601 with the offset
/// that the page gave.
public struct DeliveredArticle: Equatable, Sendable {
    /// A piece of the text, in reading order.
    public struct Paragraph: Equatable, Sendable {
        /// What the piece is in the text.
        public enum Role: Equatable, Sendable {
            case paragraph
            /// The level as on the page, 1 to 6; the article's own headline is `title`, not a paragraph.
            case heading(level: Int)
            case listItem
            case quote
            /// Lines and leading spaces matter.
            case preformatted
            /// The cells of one row, in the text as extraction joined them.
            case tableRow
        }

        public var role: Role
        public var text: String

        public init(_ text: String, role: Role = .paragraph) {
            self.role = role
            self.text = text
        }
    }

    /// A further revision of an article that was delivered before.
    public struct Revision: Equatable, Sendable {
        /// Sentences that were taken out and put in at one place of the text.
        public struct Change: Equatable, Sendable {
            public var removed: [String]
            public var added: [String]

            public init(removed: [String], added: [String]) {
                self.removed = removed
                self.added = added
            }
        }

        /// From 2 on.
        public var number: Int
        /// The text files of the first revision and of the one before, relative to the output directory.
        public var firstPath: String
        public var formerPath: String
        /// Nil where the former text is not there any more.
        public var changes: [Change]?

        public init(number: Int, firstPath: String, formerPath: String, changes: [Change]?) {
            self.number = number
            self.firstPath = firstPath
            self.formerPath = formerPath
            self.changes = changes
        }
    }

    /// How the page was got.
    public struct Fetch: Equatable, Sendable {
        /// Milliseconds since 1970 UTC.
        public var timeMilliseconds: Int64
        /// The HTTP status of the last answer.
        public var status: Int
        /// The effective URL, after redirects.
        public var url: String

        public init(timeMilliseconds: Int64, status: Int, url: String) {
            self.timeMilliseconds = timeMilliseconds
            self.status = status
            self.url = url
        }
    }

    /// The name of the source, see `ArticlePath.isValid(source:)`.
    public var source: String
    /// The normalised URL, from which the article's public identifier is made.
    public var key: String
    /// As the source gave it.
    public var url: String
    /// What the page calls its address; nil where it says nothing.
    public var canonicalURL: String?
    /// The source's own identifier of it.
    public var guid: String?
    /// The headline; nil where none was found.
    public var title: String?
    public var authors: [String] = []
    /// ISO 8601, no more precise than the page or its feed states it.
    public var published: String?
    /// The same of its last change.
    public var modified: String?
    /// A BCP 47 tag.
    public var language: String?
    /// The publication's name.
    public var site: String?
    /// The part of the site.
    public var section: String?
    public var tags: [String] = []
    /// An absolute URL.
    public var image: String?
    /// The outlet or agency that published it first, where the page says so.
    public var syndicatedFrom: String?
    /// The identifier of the article that heads its cluster of near-duplicates; nil where that is itself.
    public var cluster: String?
    /// Whether it is to be told apart from an article of its own.
    public var isMarkedDuplicate = false
    /// Nil for the first.
    public var revision: Revision?
    public var paragraphs: [Paragraph]
    /// Sentences about what should be looked at, such as a site's rule that found nothing.
    public var warnings: [String] = []
    /// How many blocks were cut, by kind.
    public var removed: [String: Int] = [:]
    /// 0 to 1.
    public var confidence: Double?
    public var fetch: Fetch

    public init(source: String, key: String, url: String, title: String?, paragraphs: [Paragraph], fetch: Fetch) {
        self.source = source
        self.key = key
        self.url = url
        self.title = title
        self.paragraphs = paragraphs
        self.fetch = fetch
    }
}
