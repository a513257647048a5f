import Selectors

/// The keys of a site's file as it holds them.
private struct SiteDraft {
    var sample: [String]?
    var settings: Configuration.SiteSettings

    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("sample", &sample, SettingKind.webURL.oneOrMore(of: "URLs").optional)
        visitor.visit("favor", &settings.favor, SettingKind.choice.optional)
        visitor.visit("delay", &settings.delay, SettingKind.duration(.zero ... .seconds(3600)).optional)
        visitor.visit("connections", &settings.connections, SettingKind.integer(1...8).optional)
        let blocks = SettingKind<Configuration.SiteRule>.selector(attribute: .never)
        let field = SettingKind<Configuration.SiteRule>.selector(attribute: .allowed)
        visitor.visit("body", &settings.body, blocks.oneOrMore(of: "selectors"))
        visitor.visit("strip", &settings.strip, blocks.oneOrMore(of: "selectors"))
        visitor.visit("keep", &settings.keep, blocks.oneOrMore(of: "selectors"))
        visitor.visit("title", &settings.title, field.oneOrMore(of: "selectors"))
        visitor.visit("author", &settings.author, field.oneOrMore(of: "selectors"))
        visitor.visit("date", &settings.date, field.oneOrMore(of: "selectors"))
        visitor.visit("single_page_link", &settings.singlePageLink, field.oneOrMore(of: "selectors"))
        visitor.visit("next_page_link", &settings.nextPageLink, field.oneOrMore(of: "selectors"))
    }
}

/// Makes a site's settings of one file of `sites.d`.
struct SiteFileReader {
    private(set) var errors: [ConfigurationError] = []

    /// The most selectors of one site.
    static let selectorLimit = 500

    /// Every key that a site's file may hold.
    static var keys: [String] {
        var lister = SettingLister()
        var draft = SiteDraft(settings: Configuration.SiteSettings(host: ""))
        draft.visit(&lister)
        return lister.settings.map(\.key)
    }

    /// The site, or `nil` and errors; also `nil` for a file without any key.
    mutating func read(_ document: ConfigurationDocument) -> Configuration.SiteSettings? {
        guard !document.root.keys.isEmpty else { return nil }
        let name = document.file.split(separator: "/").last.map { String($0.dropLast(".toml".count)) } ?? ""
        guard let host = SiteHost.named(name) else {
            let message = "its name must be a host and .toml, such as news.example.org.toml"
            errors.append(ConfigurationError(file: document.file, position: nil, message: message))
            return nil
        }
        var reader = SettingReader(document, table: document.root, path: [], title: "a site's file")
        var draft = SiteDraft(settings: Configuration.SiteSettings(host: host))
        draft.visit(&reader)
        reader.refuseUnknownKeys(homes: [])
        errors = reader.errors
        checkSamples(&draft, document)
        return errors.isEmpty ? draft.settings : nil
    }

    /// Every rule has a sample on the site: its own, or else the file's.
    private mutating func checkSamples(_ draft: inout SiteDraft, _ document: ConfigurationDocument) {
        checkHosts(draft.sample ?? [], [.key("sample")], draft.settings.host, document)
        let keys = Self.keys.filter { !["sample", "favor", "delay", "connections"].contains($0) }
        var count = 0
        for key in keys {
            for index in draft.settings[key].indices {
                count += 1
                let own = draft.settings[key][index].samples
                let path: TOMLPath = [.key(key), .index(index)]
                if own.isEmpty, let sample = draft.sample {
                    draft.settings[key][index].samples = sample
                } else if own.isEmpty, document.holds([.key(key)]) {
                    let message = "\"\(key)\" needs a sample: set \"sample\" to the URL of a page it was made for"
                    errors.append(document.error(atKey: [.key(key)], message))
                    break
                }
                checkHosts(own, path, draft.settings.host, document)
            }
        }
        guard count > Self.selectorLimit else { return }
        let message = "has \(count) selectors; at most \(Self.selectorLimit) are applied to a page"
        errors.append(ConfigurationError(file: document.file, position: nil, message: message))
    }

    private mutating func checkHosts(
        _ samples: [String], _ path: TOMLPath, _ host: String, _ document: ConfigurationDocument
    ) {
        for sample in samples where !(SiteHost.of(sample).map { SiteHost.isWithin($0, host) } ?? false) {
            errors.append(document.error(atValue: path, "\"sample\" must be a page of \(host), not \(quoted(sample))"))
        }
    }
}

extension Configuration.SiteSettings {
    /// The rules under one key of the file.
    subscript(key: String) -> [Configuration.SiteRule] {
        get { Self.paths[key].map { self[keyPath: $0] } ?? [] }
        set { if let path = Self.paths[key] { self[keyPath: path] = newValue } }
    }

    private static var paths: [String: WritableKeyPath<Self, [Configuration.SiteRule]>] {
        [
            "body": \.body, "strip": \.strip, "keep": \.keep, "title": \.title, "author": \.author, "date": \.date,
            "single_page_link": \.singlePageLink, "next_page_link": \.nextPageLink,
        ]
    }
}

extension SettingKind where Value == Configuration.SiteRule {
    enum AttributeUse {
        case never, allowed
    }

    /// A selector, or a table with a selector and its own sample.
    static func selector(attribute: AttributeUse) -> SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                let text = try selectorText(value)
                let selector: Selector
                do throws(SelectorError) {
                    selector = try Selector.parse(text)
                } catch {
                    throw SettingProblems("is no selector: \(quoted(text)), \(error)")
                }
                if selector.attribute != nil, attribute == .never {
                    throw SettingProblems("must name elements, not an attribute: \(quoted(text))")
                }
                return Configuration.SiteRule(selector: selector.text, samples: try samples(value))
            },
            render: { "\"\($0.selector)\"" })
    }

    private static func selectorText(_ value: TOMLNode) throws(SettingProblems) -> String {
        if let text = value.string { return text }
        guard let table = value.table else {
            throw mismatch("a selector such as \"div.story > p\", or { selector = \"…\", sample = \"…\" }", value)
        }
        for key in table.keys where key != "selector" && key != "sample" {
            throw SettingProblems("holds the unknown key \(quoted(key)); known are \"selector\" and \"sample\"")
        }
        guard let text = table["selector"]?.string else { throw SettingProblems("needs a \"selector\"") }
        return text
    }

    private static func samples(_ value: TOMLNode) throws(SettingProblems) -> [String] {
        guard let sample = value.table?["sample"] else { return [] }
        return try SettingKind<String>.webURL.oneOrMore(of: "URLs").read(sample)
    }
}

extension SettingKind {
    /// One value, or a list of them.
    func oneOrMore(of names: String) -> SettingKind<[Value]> {
        let list = list(of: names)
        return SettingKind<[Value]>(
            read: { value throws(SettingProblems) in
                value.array != nil ? try list.read(value) : [try read(value)]
            },
            render: list.render)
    }
}
