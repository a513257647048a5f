/// A text construct or content of Atom: plain text, escaped HTML or elements (RFC 4287, 3.1 and 4.1.3).
struct AtomText {
    private enum Form {
        case text, html, elements, other
    }

    private let element: FeedElement
    private let form: Form

    init(_ element: FeedElement) {
        self.element = element
        let type = FeedText.trimmed(element.attribute("type") ?? "text").lowercased()
        if element.hasElements {
            form = .elements
        } else if element.attribute("mode")?.lowercased() == "base64" {
            form = .other
        } else if type.contains("html") {
            form = .html
        } else if type.hasPrefix("text") || type.hasSuffix("xml") || type.isEmpty {
            form = .text
        } else {
            form = .other
        }
    }

    /// As plain text on one line. What Atom calls text is not markup, even where it looks so.
    var plain: String? {
        form == .html ? element.plainFromHTML : element.text
    }

    /// As text or HTML with absolute links; nil for content that is neither, such as a picture.
    var markup: String? {
        switch form {
        case .text: element.verbatim
        case .html, .elements: element.html
        case .other: nil
        }
    }
}
