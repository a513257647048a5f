import Selectors

/// `SiteImport` turns a site config in FiveFilters' format (<https://help.fivefilters.org/full-text-rss/site-patterns.html>) into a
/// file of `sites.d`. In goes the text of one file and its host; out come the TOML, and a note for each line that could not be
/// taken over or not wholly. No line of the input is without one or the other. It opens nothing.
public struct SiteImport: Sendable, Equatable {
    /// What became of a line that is not simply a rule now.
    public struct Note: Sendable, Equatable {
        /// Counted from 1.
        public let line: Int
        public let message: String
    }

    public private(set) var notes: [Note] = []
    /// Selectors by key of the TOML file, in the order of the input.
    public private(set) var rules: [(key: String, selectors: [String])] = []
    public private(set) var samples: [String] = []
    private let host: String

    /// Equal where the file and the notes are.
    public static func == (left: SiteImport, right: SiteImport) -> Bool {
        left.toml == right.toml && left.notes == right.notes
    }

    /// - Parameters:
    ///   - text: of one file.
    ///   - host: whose rules they are.
    ///   - isSample: whether an address is a page of the host.
    public init(_ text: String, host: String, isSample: (String) -> Bool) {
        self.host = host
        for directive in SiteConfigLine.read(text) {
            switch directive {
            case .setting(let line, let name, let value): take(line, name, value, isSample)
            case .nonsense(let line): note(line, "is no \"name: value\"")
            }
        }
        if samples.isEmpty, !rules.isEmpty {
            samples = ["https://\(host)/"]
            note(0, "has no test_url on \(host): the sample is the site's front page; put an article's address there")
        }
    }

    private mutating func note(_ line: Int, _ message: String) { notes.append(Note(line: line, message: message)) }

    private mutating func take(_ line: Int, _ name: String, _ value: String, _ isSample: (String) -> Bool) {
        switch name {
        case "body", "title", "author", "date", "strip", "single_page_link", "next_page_link":
            convert(line, name, value)
        case "strip_id_or_class":
            let part = XPathConverter.quoted(String(value.filter { $0 != "\"" && $0 != "'" }))
            add(line, "strip", ["[id*=\(part)], [class*=\(part)]"])
        case "test_url":
            guard isSample(value) else { return note(line, "left out: \(value) is no page of \(host)") }
            if !samples.contains(value) { samples.append(value) }
        default:
            let base = name.prefix { $0 != "(" }
            note(line, "\(name) is left out: " + (Self.reasons[String(base)] ?? "the setting is not known"))
        }
    }

    /// Why what the format knows besides is not taken over.
    private static let reasons = [
        "strip_image_src": "images are no part of the text",
        "prune": "what is inside of body is judged block by block anyway",
        "tidy": "pages are always repaired as browsers do", "parser": "there is one parser",
        "autodetect_on_failure": "where a rule finds nothing, the general way is always used and a warning written",
        "test_contains": "samples are addresses only", "http_header": "requests are the same for all sites",
        "find_string": "text is not replaced", "replace_string": "text is not replaced",
        "convert_double_br_tags": "line breaks are always read as paragraphs where they stand for such",
        "insert_detected_image": "images are no part of the text", "wrap_in": "markup is not rewritten",
        "move_into": "markup is not rewritten", "dissolve": "markup is not rewritten",
        "src_lazy_load_attr": "images are no part of the text", "footnotes": "markup is not rewritten",
        "native_ad_clue": "pages are not refused by rules",
        "skip_json_ld": "fields are always compared with each other",
        "if_page_contains": "a rule applies to all pages of its site", "requires_login": "nobody logs in",
        "not_logged_in_xpath": "nobody logs in", "login_uri": "nobody logs in",
        "login_username_field": "nobody logs in", "login_password_field": "nobody logs in",
        "login_extra_fields": "nobody logs in", "strip_comments": "comments are always cut",
    ]

    private mutating func convert(_ line: Int, _ key: String, _ path: String) {
        do throws(XPathProblem) {
            let isFirstOnly = !["body", "strip", "author"].contains(key)
            let found = try XPathConverter.convert(path, isFirstOnly: isFirstOnly)
            if ["body", "strip"].contains(key), found.contains(where: { $0.attribute != nil }) {
                throw XPathProblem("it means an attribute, and \(key) is about elements")
            }
            for sentence in Set(found.compactMap(\.note)).sorted() { note(line, "\(key): \(sentence)") }
            add(line, key, found.map(\.selector))
        } catch {
            note(line, "\(key) is left out: \(error.reason): \(path)")
        }
    }

    private mutating func add(_ line: Int, _ key: String, _ selectors: [String]) {
        for selector in selectors {
            do throws(SelectorError) {
                _ = try Selector.parse(selector)
            } catch {
                return note(line, "\(key) is left out: it makes no usable selector: \(error)")
            }
        }
        if !rules.contains(where: { $0.key == key }) { rules.append((key, [])) }
        for index in rules.indices where rules[index].key == key {
            for selector in selectors {
                if rules[index].selectors.contains(selector) {
                    note(line, "\(key): the same selector stands further up: \(selector)")
                } else {
                    rules[index].selectors.append(selector)
                }
            }
        }
    }
}

extension SiteImport {
    /// The file for `sites.d`; notes stand in it as comments.
    public var toml: String {
        var lines = ["# Rules for \(host), imported from FiveFilters' site config format."]
        for note in notes {
            let place = note.line > 0 ? "line \(note.line): " : ""
            lines.append("# " + place + Self.printable(note.message))
        }
        lines.append(Self.assignment("sample", samples))
        let order = ["body", "strip", "title", "author", "date", "single_page_link", "next_page_link"]
        for key in order {
            for rule in rules where rule.key == key { lines.append(Self.assignment(key, rule.selectors)) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func assignment(_ key: String, _ values: [String]) -> String {
        let strings = values.map(quoted)
        if strings.count == 1 { return "\(key) = \(strings[0])" }
        return "\(key) = [\n" + strings.map { "    \($0),\n" }.joined() + "]"
    }

    /// A basic string (TOML 1.0).
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): result += "\\uFFFD"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : Character($0) })
    }
}

/// One line of a site config that says something.
enum SiteConfigLine {
    case setting(line: Int, name: String, value: String)
    case nonsense(line: Int)

    /// `name: value` or `name(argument): value`; a line that begins with # is a comment.
    static func read(_ text: String) -> [SiteConfigLine] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.enumerated().compactMap { index, line in
            let line = trimmed(index == 0 && line.first == "\u{FEFF}" ? line.dropFirst() : line)
            guard !line.isEmpty, line.first != "#" else { return nil }
            guard let end = nameEnd(line) else { return .nonsense(line: index + 1) }
            let name = trimmed(line[..<end])
            guard !name.isEmpty, name.first?.isLetter == true else { return .nonsense(line: index + 1) }
            let base = name.prefix { $0 != "(" }.lowercased()
            let value = String(trimmed(line[line.index(after: end)...]))
            guard !value.isEmpty || base == "replace_string" else { return .nonsense(line: index + 1) }
            return .setting(line: index + 1, name: base + name.drop { $0 != "(" }, value: value)
        }
    }

    /// The colon behind the name, and behind its argument where it has one.
    private static func nameEnd(_ line: Substring) -> Substring.Index? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        guard let bracket = line.firstIndex(of: "("), bracket < colon else { return colon }
        return line.firstRange(of: "):").map { line.index(after: $0.lowerBound) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return text[...last].drop(while: \.isWhitespace)
    }
}
