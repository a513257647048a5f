/// The tags that are open at one place of a page, as far as their depth can hurt.
///
/// For each end tag libxml2 searches all open elements, so deep nesting with end tags that match nothing costs it
/// quadratic time (25,000 `<span>x</i>` take 1 s, 100,000 take 16 s). Nothing is deep that ends by itself when a sibling starts, so those
/// elements and the void ones are left out.
struct OpenTags {
    enum Role: UInt8 { case nesting, void, endOptional }

    /// A name's hash. Names that share one are taken for the same, which deep in a page does no harm.
    typealias Key = UInt16

    private var stack: [Key] = []
    private var openCounts = [Int32](repeating: 0, count: keyCount)
    /// Start tags that the depth limit turned into empty elements, and whose end tags are still to come.
    private var flattenedCounts = [Int32](repeating: 0, count: keyCount)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Returns whether there is room for one more level below.
    mutating func start(_ key: Key) -> Bool {
        guard OpenTags.roles[Int(key)] == .nesting else { return true }
        guard stack.count < limit else {
            flattenedCounts[Int(key)] += 1
            return false
        }
        stack.append(key)
        openCounts[Int(key)] += 1
        return true
    }

    /// Returns whether libxml2 may see this end tag. While nesting is below half of the limit, it sees all of them.
    mutating func end(_ key: Key) -> Bool {
        if flattenedCounts[Int(key)] > 0 {
            flattenedCounts[Int(key)] -= 1
            return false
        }
        let isDeep = stack.count * 2 > limit
        guard OpenTags.roles[Int(key)] == .nesting, openCounts[Int(key)] > 0 else { return !isDeep }
        while let last = stack.popLast() {
            openCounts[Int(last)] -= 1
            if last == key { break }
        }
        return true
    }
}

extension OpenTags {
    private static let keyCount = 4096

    /// FNV-1a of the lower-case name, folded.
    static func key(of name: some Sequence<UInt8>) -> Key {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name { hash = (hash ^ UInt32(byte | 0x20)) &* 0x0100_0193 }
        return Key(truncatingIfNeeded: (hash ^ hash >> 12) & UInt32(keyCount - 1))
    }

    private static let roles: [Role] = {
        var roles = [Role](repeating: .nesting, count: keyCount)
        for tag in Tag.allCases where tag.isVoid { roles[Int(key(of: tag.name.utf8))] = .void }
        for tag in endOptional { roles[Int(key(of: tag.name.utf8))] = .endOptional }
        return roles
    }()

    /// Elements whose end tag may be left out (HTML, section 13.1.2.4).
    private static let endOptional: [Tag] = [
        .body, .caption, .colgroup, .dd, .dt, .head, .html, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc, .tbody,
        .td, .tfoot, .th, .thead, .tr,
    ]
}
