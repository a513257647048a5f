/// What extraction makes of a page: its text, its fields, and what was cut with the reason.
public struct Article: Sendable {
    /// Whether anybody would read the page as an article.
    public enum Kind: String, Sendable {
        case article
        /// An index, a form, an error page or anything else that nobody would read as an article.
        case other
    }

    /// A block that is not in the text.
    public struct Removed: Sendable {
        public let kind: RemovalKind
        public let text: String
        public let evidence: String
    }

    public var kind: Kind
    public var metadata: Metadata
    /// The text in order: standfirst, paragraphs, subheads, list items, quotes, table rows. No headline, byline or captions.
    public var paragraphs: [Paragraph]
    /// How much of what a reader would call the article is expected to be in the text and nothing else, 0…1 (expected word F1).
    public var confidence: Double
    /// What stands under the pictures in the text and next to it, in page order.
    public var captions: [String]
    /// Every removed block with its reason, in page order.
    public var removed: [Removed]
    /// Names of the soft limits that the page ran into, sorted; what lies beyond them is not in the article.
    public var limits: [String]
    /// What came of the site's own rules; nil where there are none.
    public var siteReport: SiteReport?

    /// The paragraphs, one blank line apart.
    public var text: String { paragraphs.map(\.text).joined(separator: "\n\n") }
}

/// One paragraph of an article's text.
public struct Paragraph: Sendable, Equatable {
    /// What a paragraph is on the page.
    public enum Role: Sendable, Equatable {
        case paragraph
        /// A subhead of level 1…6, as the page's own heading level.
        case heading(level: Int)
        case listItem(isOrdered: Bool)
        case quote
        case preformatted
        /// The cells of one row of a table, separated by " | ".
        case tableRow
    }

    public let role: Role
    /// Valid UTF-8 in NFC without control characters; line feeds where the page broke short lines, as in verse, and in preformatted text.
    public let text: String

    public init(role: Role, text: String) {
        self.role = role
        self.text = text
    }
}

/// The fields of an article. Texts are clean: one line, no control characters.
public struct Metadata: Sendable, Equatable {
    /// The headline without the site's name.
    public var title: String?
    public var authors: [String] = []
    /// ISO 8601, with the page's own time and offset where it states them.
    public var published: String?
    /// ISO 8601 of its last change, as the page states it.
    public var modified: String?
    /// BCP 47: what the page declares, unless the text is plainly in another language.
    public var language: String?
    /// The site's name.
    public var site: String?
    /// Absolute; what the page calls its address.
    public var canonicalURL: String?
    /// Where the page sends its reader at once (`<meta http-equiv="refresh">`).
    public var refreshURL: String?
    /// An absolute URL.
    public var image: String?
    /// The part of the site.
    public var section: String?
    public var tags: [String] = []
    /// The page's own description of the article.
    public var summary: String?
    /// Where a source notice says the text first appeared.
    public var syndicatedFrom: String?
    /// Whether the page says that only subscribers may read it all; nil where it says neither.
    public var paywalled: Bool?

    public init() {}
}
