import URLs

extension SettingKind where Value == Configuration.ItemPattern {
    /// A pattern on URLs or titles.
    static var pattern: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let text = value.string else { throw mismatch("a pattern such as \"*/local/*\"", value) }
                guard (1...Configuration.ItemPattern.lengthLimit).contains(text.utf8.count) else {
                    throw SettingProblems("must be 1 to \(Configuration.ItemPattern.lengthLimit) characters long")
                }
                // The commonest mistake: it has to fit as a whole, and without stars it hardly ever does.
                guard text.contains("*") || text.hasPrefix("http") else {
                    throw SettingProblems("has to fit as a whole (did you mean \(quoted("*" + text + "*"))?)")
                }
                return Configuration.ItemPattern(text)
            },
            render: { "\"\($0.text)\"" })
    }
}

extension SettingKind where Value == [Configuration.SourceRequests.Header] {
    /// A table of header names and values.
    static var headers: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let table = value.table else {
                    throw mismatch("a table such as { \"X-Key\" = \"value\" }", value)
                }
                var headers: [Configuration.SourceRequests.Header] = []
                var problems: [SettingProblem] = []
                for name in table.keys.sorted() {
                    let text = table[name]?.string
                    if let message = HeaderName.problem(name) ?? HeaderName.valueProblem(text) {
                        problems.append(SettingProblem(message: message, steps: [.key(name)]))
                    } else if let text {
                        headers.append(.init(name: name, value: text))
                    }
                }
                guard problems.isEmpty else { throw SettingProblems(problems) }
                return headers
            },
            render: { "{ " + $0.map { "\"\($0.name)\" = \"\($0.value)\"" }.joined(separator: ", ") + " }" })
    }
}

extension SettingKind where Value == String {
    /// What may stand in a header.
    static var headerValue: SettingKind { text { HeaderName.valueProblem($0) } }

    /// A language tag (BCP 47) as far as its form goes.
    static var languageTag: SettingKind {
        text { text in
            let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
            let isTag = subtags.allSatisfy { (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isAlphanumeric) }
            let isPrimary = (2...3).contains(subtags.first?.utf8.count ?? 0)
            return isTag && isPrimary && text.utf8.count <= 35
                ? nil : "must be a language tag such as \"en\" or \"pt-BR\", not \(quoted(text))"
        }
    }

    /// A word that a source's articles are marked with.
    static var tag: SettingKind {
        text { text in
            let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            return isPlain && (1...64).contains(text.count)
                ? nil : "must be 1 to 64 characters without control characters"
        }
    }

    /// Why a source's robots.txt is not obeyed.
    static var reason: SettingKind {
        text { text in
            text.count >= 10 && text.count <= 500
                ? nil : "must say why, in 10 to 500 characters, such as \"the site is ours\""
        }
    }

    /// Scheme, host and port of a server.
    static var origin: SettingKind {
        text { text in
            if let problem = ConfiguredURL.problem(text) { return problem }
            guard let origin = WebURL.parse(text)?.origin else { return "must have a host, unlike \(quoted(text))" }
            return text == origin || text == origin + "/"
                ? nil : "must be a scheme and a host alone, not \(quoted(text)) (did you mean \(quoted(origin))?)"
        }
    }

    static var proxy: SettingKind {
        text { text in
            let form = "must be a proxy such as \"http://proxy.example:3128\" or \"socks5h://127.0.0.1:1080\""
            guard let colon = text.firstRange(of: "://") else { return "\(form), not \(quoted(text))" }
            let scheme = text[..<colon.lowerBound]
            guard ["http", "https", "socks5", "socks5h"].contains(scheme) else { return "\(form), not \(quoted(text))" }
            let rest = text[colon.upperBound...]
            guard !rest.contains("@") else { return "must not carry a user name or password" }
            guard let url = WebURL.parse("http://" + rest), url.path == "/", url.query == nil,
                rest.contains(":"), rest.last != ":"
            else { return "\(form), not \(quoted(text))" }
            return nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}

/// Header fields that an operator may add to requests.
enum HeaderName {
    /// Fields that the fetcher sets, and where to say what should stand in them.
    private static let own: [String: String] = [
        "accept": "", "accept-encoding": "", "connection": "", "content-length": "", "host": "",
        "if-modified-since": "",
        "if-none-match": "", "range": "", "te": "", "transfer-encoding": "", "upgrade": "",
        "accept-language": "language", "authorization": "basic_auth_file or bearer_file", "cookie": "cookie",
        "user-agent": "user_agent", "proxy-authorization": "",
    ]

    /// RFC 9110, section 5.6.2.
    static func problem(_ name: String) -> String? {
        let isToken = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
        guard isToken, (1...100).contains(name.utf8.count) else {
            return "holds \(quoted(name)), which is no header's name"
        }
        guard let key = own[name.lowercased()] else { return nil }
        return "may not set \(quoted(name))" + (key.isEmpty ? ", which the fetcher sets" : "; use \(key)")
    }

    static func valueProblem(_ value: String?) -> String? {
        guard let value, !value.allSatisfy(\.isWhitespace), value.utf8.count <= 8000,
            value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return "must be a string of 1 to 8000 characters without control characters" }
        return nil
    }
}
