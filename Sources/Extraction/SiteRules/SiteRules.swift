import JSON
import Selectors

/// What an operator knows of one site: which elements hold the article and which never do.
///
/// `strip` and `keep` stand above the model; of several elements around a text the innermost decides, and where both name one
/// element, `strip`. `body` leaves out what stands outside of it. The other rules read fields. Of `body`, `title`, `author` and
/// `date` the first selector that finds something counts; where none does, the article is made as if the rule were not there,
/// and says so in its warnings.
public struct SiteRules: Sendable, Equatable {
    /// The host that the rules are for, as warnings name it.
    public var host: String
    public var keep: [Selector] = []
    public var strip: [Selector] = []
    public var body: [Selector] = []
    public var title: [Selector] = []
    public var author: [Selector] = []
    public var date: [Selector] = []
    /// The links to the next page of an article, and to all of it on one page.
    public var nextPage: [Selector] = []
    public var singlePage: [Selector] = []

    public init(host: String) {
        self.host = host
    }

    /// Reads the object that comes with a worker's job: `host`, and for each rule an array of selectors.
    /// - Throws: a sentence that names the rule which cannot be read.
    public init(json: [UInt8]) throws(SiteRulesError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(json)
        } catch {
            throw SiteRulesError(message: "the rules are not JSON: \(error.message)")
        }
        host = value["host"]?.string ?? ""
        keep = try Self.selectors(value, "keep")
        strip = try Self.selectors(value, "strip")
        body = try Self.selectors(value, "body")
        title = try Self.selectors(value, "title")
        author = try Self.selectors(value, "author")
        date = try Self.selectors(value, "date")
        nextPage = try Self.selectors(value, "next_page_link")
        singlePage = try Self.selectors(value, "single_page_link")
    }

    private static func selectors(_ rules: JSONValue, _ name: String) throws(SiteRulesError) -> [Selector] {
        var selectors: [Selector] = []
        for value in rules[name]?.array ?? [] {
            let text = value.string ?? ""
            do throws(SelectorError) {
                selectors.append(try Selector.parse(text))
            } catch {
                throw SiteRulesError(message: "\(name): \(text): \(error)")
            }
        }
        return selectors
    }
}

/// Rules that cannot be applied; the sentence names the rule.
public struct SiteRulesError: Error, Equatable, Sendable {
    public let message: String
}

/// What came of a site's rules on one page.
public struct SiteReport: Sendable, Equatable {
    /// One selector of a rule and how many elements it found; nil when it was not looked for.
    public struct Entry: Sendable, Equatable {
        public let rule: String
        public let selector: String
        /// Nil when it was not looked for.
        public let elements: Int?
    }

    public let host: String
    /// In the order body, strip, keep, title, author, date.
    public internal(set) var entries: [Entry] = []
    /// Sentences about rules that found nothing, so that a redesign of the site is noticed.
    public internal(set) var warnings: [String] = []
}
