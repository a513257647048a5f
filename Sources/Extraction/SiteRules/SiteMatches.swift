import HTML
import Selectors

/// Where a site's rules about blocks act in one document: known before the page is cut into blocks.
struct SiteMatches {
    /// An element inside a line of text that is cut out of it.
    struct Cut {
        let element: Int
        let evidence: String
    }

    private(set) var report: SiteReport
    /// The innermost `keep` or `strip` at or above each node, as an index into `verdicts`; -1 where there is none.
    private var around: [Int32]
    private var verdicts: [SiteVerdict] = []
    private(set) var bodies: [(selector: String, elements: [Int])] = []
    /// In page order, none within another.
    private(set) var cuts: [Cut] = []
    private var matcher: SelectorMatcher

    init(_ document: Document, _ elements: PageElements, _ rules: SiteRules) {
        report = SiteReport(host: rules.host)
        around = Array(repeating: -1, count: document.nodes.count)
        matcher = SelectorMatcher(document)
        bodies = rules.body.map { ($0.text, find($0, "body")) }
        // The later one of two rules about one element stands.
        for selector in rules.keep { mark(find(selector, "keep"), nil, "site rule keep: \(selector.text)") }
        for selector in rules.strip { mark(find(selector, "strip"), .other, "site rule strip: \(selector.text)") }
        let own = around
        for (index, node) in document.nodes.enumerated() where around[index] < 0 && node.parent >= 0 {
            around[index] = around[Int(node.parent)]
        }
        cuts = cuts(document, elements, own)
    }

    /// The elements of a selector, for the report; none when the page is too large for so many rules.
    mutating func find(_ selector: Selector, _ rule: String) -> [Int] {
        let elements = matcher.elements(selector)
        report.entries.append(SiteReport.Entry(rule: rule, selector: selector.text, elements: elements?.count))
        if elements == nil { warn("\(rule): \(selector.text) was not looked for, the page is too large") }
        return elements ?? []
    }

    mutating func warn(_ sentence: String) { report.warnings.append("site rules for \(report.host): \(sentence)") }

    private mutating func mark(_ elements: [Int], _ removed: RemovalKind?, _ evidence: String) {
        guard !elements.isEmpty else { return }
        for element in elements { around[element] = Int32(verdicts.count) }
        verdicts.append(SiteVerdict(removed: removed, evidence: evidence))
    }

    /// What is said of a node itself or of an element around it.
    func verdict(of node: Int) -> SiteVerdict? { around[node] < 0 ? nil : verdicts[Int(around[node])] }

    /// Stripped elements that hold no block and nothing kept: they may be a part of a line only.
    private func cuts(_ document: Document, _ elements: PageElements, _ own: [Int32]) -> [Cut] {
        var cuts: [Cut] = []
        var index = 0
        while index < document.nodes.count {
            let end = Int(document.nodes[index].end)
            guard own[index] >= 0, verdicts[Int(own[index])].removed != nil, !elements.isBlock(index)
            else {
                index += 1
                continue
            }
            let isPlain = (index..<end).allSatisfy { node in
                !elements.isBlock(node) && (own[node] < 0 || verdicts[Int(own[node])].removed != nil)
            }
            if isPlain { cuts.append(Cut(element: index, evidence: verdicts[Int(own[index])].evidence)) }
            // What holds a block is looked at block by block.
            index = end
        }
        return cuts
    }
}
