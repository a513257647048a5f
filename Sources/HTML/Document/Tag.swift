/// The kind of a node: a text, an element that the HTML standard knows or once knew, or another element.
public enum Tag: UInt8, Sendable, CaseIterable {
    case text
    /// An element whose name has a hyphen (a custom element, or AMP).
    case custom
    /// Any other element, such as those inside `svg`. `Document.name(of:)` has its name.
    case unknown

    // The HTML Living Standard, in the order of its index of elements.
    case a, abbr, address, area, article, aside, audio, b, base, bdi, bdo, blockquote, body, br, button, canvas
    case caption, cite, code, col, colgroup, data, datalist, dd, del, details, dfn, dialog, div, dl, dt, em, embed
    case fieldset, figcaption, figure, footer, form, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe
    case img, input, ins, kbd, label, legend, li, link, main, map, mark, math, menu, meta, meter, nav, noscript, object
    case ol, optgroup, option, output, p, picture, pre, progress, q, rp, rt, ruby, s, samp, script, search, section
    case select, slot, small, source, span, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea
    case tfoot, th, thead, time, title, tr, track, u, ul, `var`, video, wbr

    // Obsolete, but still met.
    case acronym, applet, basefont, bgsound, big, center, dir, font, frame, frameset, image, keygen, listing, marquee
    case nobr, noembed, noframes, param, plaintext, rb, rtc, strike, tt, xmp

    /// The element's name in lower case. Texts, custom and unknown elements have none of their own.
    public var name: String { Tag.names[Int(rawValue)] }

    /// The tag of an element with this lower-case name.
    public init(name: String) {
        self = Tag.byName[name] ?? (name.contains("-") ? .custom : .unknown)
    }

    private static let names = allCases.map { $0.isNamed ? "\($0)" : "" }
    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.filter(\.isNamed).map { ("\($0)", $0) })

    private var isNamed: Bool { rawValue > Tag.unknown.rawValue }
}
