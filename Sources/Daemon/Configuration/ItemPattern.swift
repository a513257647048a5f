extension Configuration {
    /// Which items of a source are taken, by URL and title.
    public struct ItemFilter: Equatable, Sendable {
        /// Where there are any, the URL has to match one.
        public var includeURLs: [ItemPattern] = []
        /// The URL may match none.
        public var excludeURLs: [ItemPattern] = []
        /// Where there are any, there has to be a title that matches one.
        public var includeTitles: [ItemPattern] = []
        public var excludeTitles: [ItemPattern] = []

        /// Whether an item is taken.
        func allows(url: String, title: String?) -> Bool {
            if !includeURLs.isEmpty, !includeURLs.contains(where: { $0.matches(url) }) { return false }
            if excludeURLs.contains(where: { $0.matches(url) }) { return false }
            if !includeTitles.isEmpty, !includeTitles.contains(where: { $0.matches(title ?? "") }) { return false }
            return !excludeTitles.contains { $0.matches(title ?? "") }
        }
    }

    /// A text with `*` for anything and `?` for one character, that has to fit as a whole, ignoring case.
    public struct ItemPattern: Equatable, Sendable {
        public let text: String
        private let parts: [Unicode.Scalar]

        static let lengthLimit = 500

        init(_ text: String) {
            self.text = text
            parts = Array(text.lowercased().unicodeScalars)
        }

        /// Goes back only to the last `*`, so the time is at most the product of both lengths, whatever a page's title holds.
        func matches(_ candidate: String) -> Bool {
            let candidate = Array(candidate.lowercased().unicodeScalars.prefix(4000))
            var (place, part) = (0, 0)
            var retry: (place: Int, part: Int)?
            while place < candidate.count {
                if part < parts.count, parts[part] == "*" {
                    retry = (place, part)
                    part += 1
                } else if part < parts.count, parts[part] == "?" || parts[part] == candidate[place] {
                    part += 1
                    place += 1
                } else if let last = retry {
                    retry = (last.place + 1, last.part)
                    (place, part) = (last.place + 1, last.part + 1)
                } else {
                    return false
                }
            }
            return parts[part...].allSatisfy { $0 == "*" }
        }
    }
}
