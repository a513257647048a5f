/// A set of tags whose membership test costs one shift.
@frozen public struct TagSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    @usableFromInline var low: UInt64 = 0
    @usableFromInline var middle: UInt64 = 0
    @usableFromInline var high: UInt64 = 0

    public init(arrayLiteral tags: Tag...) {
        for tag in tags { insert(tag) }
    }

    /// Whether the tag is one of them.
    @inlinable public func contains(_ tag: Tag) -> Bool {
        let bit = UInt64(1) << UInt64(tag.rawValue & 63)
        return switch tag.rawValue >> 6 {
        case 0: low & bit != 0
        case 1: middle & bit != 0
        default: high & bit != 0
        }
    }

    /// The tags of both.
    public func union(_ other: TagSet) -> TagSet {
        var result = self
        result.low |= other.low
        result.middle |= other.middle
        result.high |= other.high
        return result
    }

    private mutating func insert(_ tag: Tag) {
        let bit = UInt64(1) << UInt64(tag.rawValue & 63)
        switch tag.rawValue >> 6 {
        case 0: low |= bit
        case 1: middle |= bit
        default: high |= bit
        }
    }
}

extension Tag {
    /// Shown as a block, list item or part of a table by the standard's style sheet (HTML, section 15.3), so that words
    /// on its two sides are never one word.
    public var isBlock: Bool { Tag.blocks.contains(self) }

    /// Never has content (HTML, section 13.1.2, "void elements"), the obsolete ones included.
    public var isVoid: Bool { Tag.voids.contains(self) }

    public static let blocks: TagSet = [
        .address, .article, .aside, .blockquote, .body, .caption, .center, .col, .colgroup, .dd, .details, .dialog,
        .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4,
        .h5, .h6, .head, .header, .hgroup, .hr, .html, .legend, .li, .listing, .main, .menu, .nav, .noframes, .ol,
        .optgroup, .option, .p, .plaintext, .pre, .search, .section, .summary, .table, .tbody, .td, .tfoot, .th,
        .thead, .title, .tr, .ul, .xmp,
    ]

    public static let voids: TagSet = [
        .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .image, .input, .keygen, .link, .meta,
        .param, .source, .track, .wbr,
    ]

    public static let headings: TagSet = [.h1, .h2, .h3, .h4, .h5, .h6]

    /// Start tags that close an open `p` (HTML, section 13.2.6.4.7, "in body").
    static let closingParagraph: TagSet = [
        .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .dd, .dt, .fieldset,
        .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .listing,
        .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section, .summary, .table, .ul, .xmp,
    ]

    /// Elements that hold no tags; where a block starts in one, its end tag is missing.
    static let plainTextHolders: TagSet = [.title, .textarea]

    /// Elements that end the search for an open `p` ("button scope", HTML, section 13.2.4.2).
    static let paragraphScopes: TagSet = [
        .applet, .button, .caption, .html, .marquee, .object, .table, .td, .template, .th,
    ]

    /// Elements that end the search for an open `li`, `dd` or `dt`: the standard's "special" ones but `address`, `div`
    /// and `p`.
    static let itemScopes: TagSet = [
        .applet, .article, .aside, .blockquote, .body, .button, .caption, .center, .details, .dir, .dl, .fieldset,
        .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .html, .listing, .main,
        .marquee, .menu, .nav, .object, .ol, .pre, .search, .section, .summary, .table, .tbody, .td, .template, .tfoot,
        .th, .thead, .tr, .ul,
    ]
}
