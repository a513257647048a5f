/// The headline without the site's name.
///
/// Candidates are the page's main heading, the declared titles and the `title` element. A declared title is cut at a separator
/// when what is cut is the site's name, or when the page's own heading ends there.
struct TitleReader {
    let head: PageHead
    let structured: StructuredData
    let site: SiteName
    /// The h1 most like the declared titles, or the first.
    let heading: String?

    func read() -> String? {
        let declared = [
            head.first("og:title"), structured.text("headline", "name"), head.first("twitter:title"),
            head.first("dc.title", "dcterms.title"),
            head.first("sailthru.title", "parsely-title"), head.title,
        ].compactMap { CleanText.field($0.map(Self.plain)) }
        let heading = CleanText.field(heading)
        let trimmed = declared.map { trim($0, heading) }
        guard let first = trimmed.first(where: { !site.matches($0) }) else { return heading ?? trimmed.first }
        guard let heading, !site.matches(heading) else { return first }
        return choose(heading, first)
    }

    /// The heading wins when the declared title is the same but for letters' case, a cut end or an addition.
    private func choose(_ heading: String, _ declared: String) -> String {
        let (own, other) = (WordHash.words(heading), WordHash.words(declared))
        if own == other { return heading }
        if declared.hasSuffix("…") || declared.hasSuffix("..."), other.count > 2, own.starts(with: other) {
            return heading
        }
        return WordSet(own).likeness(WordSet(other)) > 0.5 ? heading : declared
    }

    private static func plain(_ text: String) -> String { CharacterReferences.resolved(MarkupText.stripped(text)) }

    /// Cuts site names off a title's ends, as long as there are any.
    private func trim(_ title: String, _ heading: String?) -> String {
        var title = title
        for _ in 0..<4 {
            guard let shorter = cutOnce(title, heading) else { break }
            title = shorter
        }
        return title
    }

    private func cutOnce(_ title: String, _ heading: String?) -> String? {
        for separator in [
            " | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " « ", " / ", " // ", "|", ": ", " ‹ ", " › ",
            " ~ ",
        ] {
            if let cut = title.range(of: separator, backwards: true) {
                let (front, back) = (String(title[..<cut.lowerBound]), String(title[cut.upperBound...]))
                if isCuttable(back, leaving: front, heading) { return front }
            }
            if let cut = title.range(of: separator) {
                let (front, back) = (String(title[..<cut.lowerBound]), String(title[cut.upperBound...]))
                if site.matches(front), !back.isEmpty { return back }
            }
        }
        return nil
    }

    private func isCuttable(_ end: String, leaving front: String, _ heading: String?) -> Bool {
        guard !front.isEmpty else { return false }
        if site.matches(end) { return true }
        guard let heading else { return false }
        return WordHash.words(front) == WordHash.words(heading)
    }
}

/// Text of a field that holds markup.
enum MarkupText {
    /// The text without anything that looks like a tag.
    static func stripped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "<") {
            result += rest[..<start]
            let next = rest[start...].dropFirst().first
            guard let next, next.isLetter || next == "/" || next == "!", let end = rest[start...].firstIndex(of: ">")
            else {
                result.append("<")
                rest = rest[rest.index(after: start)...]
                continue
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
