import HTML

/// A rule that takes blocks out whatever the model says, unless they make up too much of the expected article: no class
/// name can delete the article itself.
struct GuardedRule: Sendable {
    let kind: RemovalKind
    let evidence: String
    /// The rule does nothing when the blocks it matches hold this share of the expected words or more.
    let limit: Double
    /// The blocks that the rule is about.
    let blocks: @Sendable (PageFeatures, _ chances: [Double]) -> [Int]

    /// In the order they act.
    static let all = placed + closing

    /// Rules about where a block stands and what its lines look like. Path rules for related blocks, modals and captions' classes are absent: tried offline, they lost text.
    private static let placed: [GuardedRule] = [
        GuardedRule(.comments, "inside a comments container", limit: 0.97) { page, index in
            page.groupsAround(index).contains(.comments)
        },
        GuardedRule(.cookie, "inside a consent container", limit: 0.97) { page, index in
            page.groupsAround(index).contains(.consent)
        },
        GuardedRule(.footer, "inside a page footer", limit: 0.4) { page, index in
            // The footer of a block quote names whom it quotes.
            page.around(index).contains(.footer) && !page.around(index).contains(.blockquote)
                || page.groupsAround(index).contains(.footer)
        },
        GuardedRule(.navigation, "inside navigation", limit: 0.4) { page, index in
            page.around(index).contains(.nav) || page.traits(index).contains(.navigation)
                || page.groupsAround(index).contains(.navigation)
        },
        GuardedRule(.hidden, "hidden by its style or the hidden attribute", limit: 0.4) { page, index in
            page.traits(index).contains(.hidden)
        },
        GuardedRule(.subscribe, "in a small box about subscribing that holds a form", limit: 0.2) {
            page, index in page.isInSubscribeForm(index)
        },
        GuardedRule(.embed, "a post of a social network, shown by that network's own markup", limit: 0.4) {
            page, index in
            page.isInEmbeddedPost(index)
        },
        // Of the words in such elements 1 % are gold text on news-dev, 5 % on wcxb-dev's articles.
        GuardedRule(.caption, "a figcaption", limit: 0.2) { page, index in page.isFigureCaption(index) },
        GuardedRule(.ad, "nothing but the word advertisement", limit: 0.1) { page, index in
            let block = page.blocks[index]
            guard block.phrases.contains(.advert), block.headingLevel == 0, block.wordCount <= 20 else { return false }
            return Set(page.segmentation.words(of: block)).count == 1
        },
        GuardedRule(.ad, "a link line right behind the word advertisement", limit: 0.2) { page, index in
            guard index > 0, page.isLinkLine(page.blocks[index]) else { return false }
            let label = page.blocks[index - 1]
            return label.phrases.contains(.advert) && label.wordCount <= 3
        },
        GuardedRule(.ad, "a short line that stands between the paragraphs again and again", limit: 0.1) { page, index in
            page.isRepeatedLabel(index)
        },
        GuardedRule(.related, "a link line that leads to another article", limit: 0.4) { page, index in
            page.isReadAlso(index)
        },
        GuardedRule(
            kind: .related, evidence: "another article with a headline of its own, below this one", limit: 0.75,
            blocks: { FollowingArticles(in: $0, chances: $1).blocks }),
    ]
}

extension GuardedRule {
    /// A rule that looks at each block by itself.
    init(
        _ kind: RemovalKind, _ evidence: String, limit: Double,
        matches: @escaping @Sendable (PageFeatures, Int) -> Bool
    ) {
        self.init(kind: kind, evidence: evidence, limit: limit) { page, _ in
            page.blocks.indices.filter { matches(page, $0) }
        }
    }
}

extension PageFeatures {
    func groupsAround(_ index: Int) -> ClassGroup { elements.groupsAround[blocks[index].leaf] }
    func around(_ index: Int) -> AncestorTags { elements.around[blocks[index].leaf] }
    func traits(_ index: Int) -> PageElements.Traits { elements.traits[blocks[index].leaf] }

    /// Whether the block is the caption of a picture. The one of a quote names whom it quotes, those of tables and code belong
    /// to them.
    func isFigureCaption(_ index: Int) -> Bool {
        guard around(index).contains(.figcaption) else { return false }
        let figure = layout.chain(index).first { document.nodes[Int($0)].tag == .figure }
        return figure.map { !layout.holdsOwnText(Int($0), document) } ?? true
    }

    /// A line inside or between paragraphs that is a link to another article and says or shows so.
    func isReadAlso(_ index: Int) -> Bool {
        let block = blocks[index]
        let saysRelated = block.phrases.contains(.related)
        if saysRelated, block.linkDensity > 0.5, block.characters < 220 { return true }
        guard isLinkLine(block), block.headingLevel == 0 else { return false }
        let isBetweenParagraphs =
            index > 0 && blocks[index - 1].isGood && index + 1 < blocks.count && blocks[index + 1].isGood
        // A line that stands on the page a second time names another article: teasers do, sentences do not.
        let isRepeated =
            block.wordCount >= 3 && layout.repeats[block.key] > 1
            && groupsAround(index).isDisjoint(with: [.author, .meta])
        return saysRelated || isBetweenParagraphs || isRepeated
    }

    /// The classes by which the networks' own scripts find the posts that pages embed.
    private static let postClasses = [
        "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed",
        "reddit-embed-bq", "reddit-card", "fb-post", "text-post-media",
    ]

    /// Whether the block stands in a block quote that a social network's script would turn into a post.
    func isInEmbeddedPost(_ index: Int) -> Bool {
        guard around(index).contains(.blockquote) else { return false }
        return layout.chain(index).contains { element in
            guard document.nodes[Int(element)].tag == .blockquote,
                let classes = document.attribute(.class, of: Int(element))
            else { return false }
            let names = document.string(classes).split(whereSeparator: \.isWhitespace)
            return names.contains { Self.postClasses.contains(String($0)) }
        }
    }

    /// Whether a line of up to five words stands on the page at least four times, cells and list items apart: what ad slots and
    /// "article content" marks say. Measured by the gold texts: on news-dev none of 520 such lines is text; on wcxb-dev's articles 15 % of
    /// 6,556 are, such as labels in reviews ("Our score"); the low limit leaves them where they hold much of the text.
    func isRepeatedLabel(_ index: Int) -> Bool {
        let block = blocks[index]
        guard block.wordCount <= 5, block.headingLevel == 0, layout.repeats[block.key] >= 4 else { return false }
        return around(index).isDisjoint(with: AncestorTags.table.union(.list).union(.preformatted))
    }

    /// A short block, no heading, that asks for something or leads away.
    func isPrompt(_ index: Int) -> Bool {
        let block = blocks[index]
        return block.characters < 200 && block.headingLevel == 0 && !block.phrases.isDisjoint(with: .prompts)
    }

    /// A prompt by two signs at once: a request to subscribe with a link behind nearly all text, or a pointer to other articles
    /// right above a link. In the main container none of 54 such lines on news-dev is gold text; on wcxb-dev's articles 36 of
    /// 259 are.
    func isSurePrompt(_ index: Int) -> Bool {
        let block = blocks[index]
        guard block.headingLevel == 0 else { return false }
        if block.phrases.contains(.subscribe), block.links > 0, block.characters < 320 {
            return Double(layout.goodBefore[index]) > 0.8 * Double(containers.goodCharacters)
        }
        return block.phrases.contains(.related) && block.characters < 120 && index + 1 < blocks.count
            && blocks[index + 1].linkDensity > 0.8
    }

    /// Whether the block stands in a small element that has an input or a button and speaks of subscribing, by its class or
    /// by its text.
    func isInSubscribeForm(_ index: Int) -> Bool {
        layout.chain(index).prefix(8).contains { element in
            let totals = containers.totals[Int(element)]
            guard totals.characters < 600, totals.blocks <= 12, layout.holdsInput(Int(element), document) else {
                return false
            }
            return elements.groups[Int(element)].contains(.subscribe) || saysSubscribe(near: index, in: Int(element))
        }
    }

    private func saysSubscribe(near index: Int, in element: Int) -> Bool {
        (max(0, index - 12)...min(blocks.count - 1, index + 12)).contains { other in
            blocks[other].phrases.contains(.subscribe)
                && LayoutContext.contains(element, blocks[other].leaf, document)
        }
    }
}
