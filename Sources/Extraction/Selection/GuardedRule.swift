import HTML

/// A rule that takes blocks out whatever the model says, unless they make up too much of the expected article: no class
/// name can delete the article itself.
struct GuardedRule: Sendable {
    let kind: RemovalKind
    let evidence: String
    /// The rule does nothing when the blocks it matches hold this share of the expected words or more.
    let limit: Double
    let matches: @Sendable (PageFeatures, Int) -> Bool

    /// In the order they act. Path rules for related blocks, modals and captions are absent: tried offline, they lost text.
    static let all: [GuardedRule] = [
        GuardedRule(kind: .comments, evidence: "inside a comments container", limit: 0.97) { page, index in
            page.groupsAround(index).contains(.comments)
        },
        GuardedRule(kind: .cookie, evidence: "inside a consent container", limit: 0.97) { page, index in
            page.groupsAround(index).contains(.consent)
        },
        GuardedRule(kind: .footer, evidence: "inside a page footer", limit: 0.4) { page, index in
            page.around(index).contains(.footer) || page.groupsAround(index).contains(.footer)
        },
        GuardedRule(kind: .navigation, evidence: "inside navigation", limit: 0.4) { page, index in
            page.around(index).contains(.nav) || page.traits(index).contains(.navigation)
                || page.groupsAround(index).contains(.navigation)
        },
        GuardedRule(kind: .hidden, evidence: "hidden by its style or the hidden attribute", limit: 0.4) { page, index in
            page.traits(index).contains(.hidden)
        },
        GuardedRule(kind: .related, evidence: "a link line that leads to another article", limit: 0.4) { page, index in
            page.isReadAlso(index)
        },
    ]
}

extension PageFeatures {
    func groupsAround(_ index: Int) -> ClassGroup { elements.groupsAround[blocks[index].leaf] }
    func around(_ index: Int) -> AncestorTags { elements.around[blocks[index].leaf] }
    func traits(_ index: Int) -> PageElements.Traits { elements.traits[blocks[index].leaf] }

    /// A line inside or between paragraphs that is a link to another article and says or shows so.
    func isReadAlso(_ index: Int) -> Bool {
        let block = blocks[index]
        let saysRelated = block.phrases.contains(.related)
        if saysRelated, block.linkDensity > 0.5, block.characters < 220 { return true }
        guard isLinkLine(block), block.headingLevel == 0 else { return false }
        let isBetweenParagraphs =
            index > 0 && blocks[index - 1].isGood && index + 1 < blocks.count && blocks[index + 1].isGood
        return saysRelated || isBetweenParagraphs
    }

    /// A short block, no heading, that asks for something or leads away.
    func isPrompt(_ index: Int) -> Bool {
        let block = blocks[index]
        return block.characters < 200 && block.headingLevel == 0 && !block.phrases.isDisjoint(with: .prompts)
    }
}
