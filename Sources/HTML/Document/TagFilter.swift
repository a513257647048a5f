internal import Glibc

/// One linear pass over a page before libxml2 sees it. It finds tags, attributes and comments as the HTML standard
/// does (section 13.2.5), and rewrites what libxml2 2.9 reads otherwise or cannot bear:
///
/// - cut: comments, declarations, processing instructions, `wbr`, names beyond a cap, style sheets, scripts that hold and assign
///   no JSON (libxml2 would walk them character by character), attributes that nobody asks for, beyond a cap or with names that libxml2 cannot read (it would
///   end the tag inside `@click="a > b"`);
/// - closed: unfinished quotes, scripts and comments, void elements that HTML 4 did not know;
/// - escaped: `<` where no tag starts, and inside `title` and `textarea`;
/// - flattened: elements beyond the depth limit;
/// - completed: references such as `&nbsp` that lack their semicolon;
/// - set aside: texts and attributes without references, and scripts that stay.
///
/// What is left untouched is copied in runs.
struct TagFilter {
    struct Output {
        let bytes: [UInt8]
        let setAside: SetAside
        /// The names of the attributes that were set aside.
        let attributeNames: AttributeNames
        let limitsReached: Set<ParseLimit>
    }

    let source: UnsafeBufferPointer<UInt8>
    let limits: ParseLimits
    let attributes: AttributeSelection
    var output: [UInt8] = []
    var setAside = SetAside()
    var attributeNames = SourceNames()
    /// Everything before this index is in the output, or was cut.
    var copied = 0
    var limitsReached: Set<ParseLimit> = []
    var openTags: OpenTags
    var names: NameBudget
    /// The nearest end tags that were found ahead.
    var endTagsAhead: [RawText: Int] = [:]
    /// Things that were searched to the end of the page in vain; searching again would cost quadratic time.
    var exhausted: Set<SearchGoal> = []

    enum SearchGoal: Hashable {
        case commentEnd, tagEnd
        case quote(UInt8)
        case endTag(RawText)
    }

    static func run(over text: [UInt8], attributes: AttributeSelection = .all, limits: ParseLimits) -> Output {
        text.withUnsafeBufferPointer { source in
            var filter = TagFilter(
                source: source, limits: limits, attributes: attributes, openTags: OpenTags(limit: limits.depth),
                names: NameBudget(limit: limits.names, known: NameBudget.html))
            filter.output.reserveCapacity(source.count + 64)
            filter.run()
            return Output(
                bytes: filter.output, setAside: filter.setAside, attributeNames: filter.attributeNames.names,
                limitsReached: filter.limitsReached)
        }
    }

    private mutating func run() {
        var position = 0
        while let bracket = find(.less, from: position) {
            text(position..<bracket)
            position = markup(at: bracket)
        }
        text(min(position, source.count)..<source.count)
        copy(upTo: source.count)
    }

    /// Deals with one `<` and returns where the scan goes on.
    private mutating func markup(at start: Int) -> Int {
        switch byte(start + 1) {
        case let next where next.isLetter: return startTag(at: start)
        case .slash: return endTag(at: start)
        case .exclamation where byte(start + 2) == .hyphen && byte(start + 3) == .hyphen: return comment(at: start)
        case .exclamation, .question: return declaration(at: start)
        default: return escapeBracket(at: start)
        }
    }

    private mutating func endTag(at start: Int) -> Int {
        guard byte(start + 2).isLetter else { return declaration(at: start) }
        guard let end = find(.greater, from: start + 2, goal: .tagEnd) else { return cutRest(from: start) }
        let name = source[start + 2..<nameEnd(from: start + 2)]
        if isName("wbr", at: start + 2) || !mayUse(name) || !openTags.end(OpenTags.key(of: name)) {
            cut(start..<end + 1)
        }
        return end + 1
    }

    mutating func mayUse(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        mayUse(hash: NameBudget.hash(name))
    }

    mutating func mayUse(hash: UInt64) -> Bool {
        if names.admits(hash: hash) { return true }
        limitsReached.insert(.names)
        return false
    }

    /// A comment that is never closed ends at its first `>`, so that the page after it is not lost.
    private mutating func comment(at start: Int) -> Int {
        guard let end = commentEnd(from: start + 4) else { return declaration(at: start) }
        cut(start..<end)
        return end
    }

    /// One past the first `-->` or `--!>`; `<!-->` and `<!--->` are whole comments.
    private mutating func commentEnd(from first: Int) -> Int? {
        guard !exhausted.contains(.commentEnd) else { return nil }
        var position = first
        while let bracket = find(.greater, from: position) {
            if byte(bracket - 1) == .hyphen && byte(bracket - 2) == .hyphen { return bracket + 1 }
            if bracket >= first + 3, byte(bracket - 1) == .exclamation, byte(bracket - 2) == .hyphen,
                byte(bracket - 3) == .hyphen
            {
                return bracket + 1
            }
            position = bracket + 1
        }
        exhausted.insert(.commentEnd)
        return nil
    }

    /// `<!doctype …>`, `<?xml …>`, `</ …>`, `<![CDATA[…>`: to the standard a bogus comment, up to the first `>`.
    private mutating func declaration(at start: Int) -> Int {
        guard let end = find(.greater, from: start + 2, goal: .tagEnd) else { return cutRest(from: start) }
        cut(start..<end + 1)
        return end + 1
    }

    /// The page ends inside a tag or a comment: it was cut off in transfer.
    mutating func cutRest(from start: Int) -> Int {
        cut(start..<source.count)
        return source.count
    }

    private mutating func escapeBracket(at start: Int) -> Int {
        replace(start..<start + 1, with: "&lt;")
        return start + 1
    }
}

// MARK: - Reading

extension TagFilter {
    /// The byte at an index, 0 beyond the end. The text itself holds no 0.
    func byte(_ index: Int) -> UInt8 { index < source.count ? source[index] : 0 }

    func find(_ wanted: UInt8, from start: Int) -> Int? {
        start < source.count ? find(wanted, in: start..<source.count) : nil
    }

    func find(_ wanted: UInt8, in range: Range<Int>) -> Int? {
        guard let base = source.baseAddress,
            let found = memchr(base + range.lowerBound, Int32(wanted), range.count)
        else { return nil }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }

    /// The same, and remembers when there is none up to the end.
    mutating func find(_ wanted: UInt8, from start: Int, goal: SearchGoal) -> Int? {
        guard !exhausted.contains(goal) else { return nil }
        if let found = find(wanted, from: start) { return found }
        exhausted.insert(goal)
        return nil
    }

    func nameEnd(from start: Int) -> Int {
        var end = start
        while !byte(end).endsName { end += 1 }
        return end
    }

    /// Whether this lower-case name stands here, in any case, as a whole.
    func isName(_ name: StaticString, at start: Int) -> Bool {
        let count = name.utf8CodeUnitCount
        guard byte(start + count).endsName else { return false }
        for offset in 0..<count where byte(start + offset) | 0x20 != name.utf8Start[offset] { return false }
        return true
    }
}

// MARK: - Writing

extension TagFilter {
    mutating func copy(upTo end: Int) {
        guard end > copied else { return }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<end]))
        copied = end
    }

    mutating func cut(_ range: Range<Int>) {
        copy(upTo: range.lowerBound)
        copied = range.upperBound
    }

    mutating func replace(_ range: Range<Int>, with text: StaticString) {
        cut(range)
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func setAside(_ text: Range<Int>, isBlank: Bool) {
        cut(text)
        setAside.take(text: text, isBlank: isBlank, to: &output)
    }

    mutating func insert(_ text: StaticString, at index: Int) { replace(index..<index, with: text) }
}
