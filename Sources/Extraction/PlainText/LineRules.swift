/// What a line's own words give away.
enum LineRules {
    static func cut(_ block: TextBlock, _ place: LinePlace) -> Cut? {
        if let cut = matched(block, place) { return cut }
        return copyright(block) ?? hashtags(block) ?? breadcrumbs(block, place)
    }

    private static func matched(_ block: TextBlock, _ place: LinePlace) -> Cut? {
        guard let match = block.match, !block.startsWithQuote else { return nil }
        let isHeadline = place.isFirst && block.isTitleLike
        let isFurniture =
            switch match.extent {
            case .whole: isLabel(block, match.group, place)
            case .headed: !isHeadline && isHeaded(block, match.group, place)
            case .opening: !isHeadline && isOpened(block, match.group, place)
            case .within: isAside(block)
            }
        guard isFurniture, let kind = match.group.kind else { return nil }
        return Cut(kind: kind, evidence: evidence(match))
    }

    private static func evidence(_ match: LinePhrases.Match) -> String {
        switch match.extent {
        case .whole: "a line that only says “\(match.phrase)”"
        case .headed, .opening: "a line that begins with “\(match.phrase)”"
        case .within: "a short line that says “\(match.phrase)”"
        }
    }

    /// The phrase is the whole line. Some words need their place as well, others need company and have rules of their own.
    private static func isLabel(_ block: TextBlock, _ group: LinePhrases.Group, _ place: LinePlace) -> Bool {
        switch group {
        case .advert, .subscribe, .login, .share, .consent, .legal, .credit, .navigation, .embed: true
        case .comments: (place.hasProseBefore || block.numberWords > 0) && block.text.last != "?"
        case .more: !place.isFirst
        case .tags, .networks, .reply, .related, .readAlso, .byline, .date, .connectors: false
        }
    }

    /// “Read also: …”, “Tags: …”, “Photo: …”.
    private static func isHeaded(_ block: TextBlock, _ group: LinePhrases.Group, _ place: LinePlace) -> Bool {
        switch group {
        case .readAlso: block.columns <= 260 && block.sentences <= 3
        case .related, .more: block.columns <= 220 && !block.endsSentence
        case .tags: block.columns <= 220 && !block.endsSentence && !(place.hasProseBefore && place.hasProseAfter)
        case .credit: block.columns <= 90 && block.words.count <= 10 && block.sentences == 1
        case .subscribe, .login, .consent: block.columns <= 160 && isAside(block)
        default: false
        }
    }

    /// A request in the imperative, or a notice. Whoever quotes one writes quotation marks.
    private static func isOpened(_ block: TextBlock, _ group: LinePhrases.Group, _ place: LinePlace) -> Bool {
        switch group {
        case .readAlso: block.columns <= 240 && block.sentences <= 2
        case .consent: block.columns <= 480 && !block.hasQuote
        case .credit: block.columns <= 70 && !block.hasQuote
        case .comments: place.hasProseBefore && isAside(block)
        case .advert, .subscribe, .login, .share, .legal, .navigation, .embed: isAside(block)
        default: false
        }
    }

    /// Short, and nothing that is quoted; a longer sentence is about the request and not the request itself.
    private static func isAside(_ block: TextBlock) -> Bool {
        block.columns <= (block.sentences == 1 ? 165 : 220) && block.sentences <= 3 && !block.hasQuote
    }

    /// “© 2024 …”, “Copyright 2024 …”; the sign and a name alone credit a picture.
    private static func copyright(_ block: TextBlock) -> Cut? {
        guard block.columns <= 220 else { return nil }
        let start = block.text.prefix(12).lowercased()
        if start.hasPrefix("©") || start.hasPrefix("(c) ") || start.hasPrefix("copyright") {
            if block.digits.hasYear { return Cut(kind: .footer, evidence: "a copyright sign and a year") }
            if start.hasPrefix("©"), block.columns <= 60, !block.endsSentence {
                return Cut(kind: .caption, evidence: "a copyright sign and a name")
            }
        }
        return nil
    }

    private static func hashtags(_ block: TextBlock) -> Cut? {
        guard block.text.utf8.first == UInt8(ascii: "#"), block.columns <= 300 else { return nil }
        let tokens = block.text.split(separator: " ")
        guard tokens.count >= 2, tokens.allSatisfy({ $0.first == "#" && $0.utf8.count > 1 }) else { return nil }
        return Cut(kind: .navigation, evidence: "nothing but hashtags")
    }

    /// “Home > Politics > Europe” above the text.
    private static func breadcrumbs(_ block: TextBlock, _ place: LinePlace) -> Cut? {
        guard !place.hasProseBefore, block.columns <= 140, !block.endsSentence else { return nil }
        for sign in [">", "›", "»"] where block.text.contains(sign) {
            let steps = block.text.split(separator: " ", omittingEmptySubsequences: true).count { $0 == sign }
            if steps >= 2 { return Cut(kind: .navigation, evidence: "a path of pages with “\(sign)” between") }
        }
        return nil
    }
}

extension LinePhrases.Group {
    /// The kind of what such a phrase removes.
    var kind: RemovalKind? {
        switch self {
        case .advert: .ad
        case .subscribe: .subscribe
        case .login: .paywall
        case .share, .networks: .share
        case .consent: .cookie
        case .legal: .footer
        case .credit: .caption
        case .tags, .navigation: .navigation
        case .comments, .reply: .comments
        case .related, .readAlso, .more: .related
        case .embed: .embed
        case .byline, .date: .byline
        case .connectors: nil
        }
    }
}
