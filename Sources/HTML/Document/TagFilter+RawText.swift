/// Elements whose content the standard reads as text and not as tags.
enum RawText: UInt8, Hashable {
    case script, style, title, textarea

    var name: StaticString {
        switch self {
        case .script: "script"
        case .style: "style"
        case .title: "title"
        case .textarea: "textarea"
        }
    }
}

extension TagFilter {
    /// An end tag of `title` or `textarea` that is farther away belongs to another element: this one was never closed,
    /// and a browser would show no page.
    private static let longestEscapable = 64 << 10

    /// Deals with the content that starts here and returns where the scan goes on.
    mutating func rawText(_ kind: RawText, from start: Int, keepsText: Bool) -> Int {
        let end = endTag(of: kind, from: start)
        switch kind {
        case .script, .style:
            guard let end else { return closeUnfinished(kind, from: start) }
            if keepsText || kind == .script && assignsJSON(start..<end) {
                if start < end { setAside(start..<end, isBlank: false) }
            } else {
                cut(start..<end)
            }
            return end
        case .title, .textarea:
            guard let end, end - start <= TagFilter.longestEscapable else { return start }
            var position = start
            while let bracket = find(.less, from: position), bracket < end {
                text(position..<bracket)
                replace(bracket..<bracket + 1, with: "&lt;")
                position = bracket + 1
            }
            text(position..<end)
            return end
        }
    }

    /// The index of `</name`. What was found for an earlier start tag is remembered, lest time become quadratic.
    private mutating func endTag(of kind: RawText, from start: Int) -> Int? {
        if let ahead = endTagsAhead[kind], ahead >= start { return ahead }
        guard !exhausted.contains(.endTag(kind)) else { return nil }
        var position = start
        while let bracket = find(.less, from: position) {
            if byte(bracket + 1) == .slash, isName(kind.name, at: bracket + 2) {
                endTagsAhead[kind] = bracket
                return bracket
            }
            position = bracket + 1
        }
        exhausted.insert(.endTag(kind))
        return nil
    }

    /// A browser would take the whole rest of the page for script. Here it ends where page content seems to start.
    private mutating func closeUnfinished(_ kind: RawText, from start: Int) -> Int {
        var position = start
        while let bracket = find(.less, from: position), !startsContent(at: bracket) { position = bracket + 1 }
        let end = find(.less, from: position) ?? source.count
        cut(start..<end)
        if kind == .script { insert("</script>", at: end) } else { insert("</style>", at: end) }
        return end
    }

    private func startsContent(at bracket: Int) -> Bool {
        if byte(bracket + 1) == .slash { return isName("head", at: bracket + 2) }
        let names: [StaticString] = ["body", "p", "div", "h1", "h2", "article", "main", "section", "header"]
        return names.contains { isName($0, at: bracket + 1) }
    }
}
