import Delivery
import Fetching

extension SettingKind where Value == String {
    /// Text that passes a check; the check returns what is wrong, or `nil`.
    static func text(_ problem: @escaping (String) -> String?) -> SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let text = value.string else { throw mismatch("a string", value) }
                if let message = problem(text) { throw SettingProblems(message) }
                return text
            },
            render: { "\"\($0)\"" })
    }

    static var path: SettingKind {
        text { $0.isEmpty ? "must not be empty" : nil }
    }

    /// Where articles stand.
    static var pathTemplate: SettingKind {
        text { text in
            do throws(PathTemplate.Problem) {
                _ = try PathTemplate(text)
                return nil
            } catch {
                return "\(error.message), not \(quoted(text))"
            }
        }
    }

    /// An http or https URL.
    static var webURL: SettingKind {
        text(ConfiguredURL.problem)
    }

    /// Where the operator is reached: a web page or a `mailto:` address.
    static var contact: SettingKind {
        text { text in
            guard text.hasPrefix("mailto:") else { return ConfiguredURL.problem(text) }
            let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.contains("@")
            return isPlain ? nil : "must be a mailto: address, not \(quoted(text))"
        }
    }

    /// A product with optional version and comment (RFC 9110, 10.1.5), in ASCII.
    static var product: SettingKind {
        text { text in
            guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), text.utf8.count <= 200 else {
                return "must be at most 200 printable ASCII characters"
            }
            guard let first = text.first, first.isLetter else {
                return "must begin with a product name such as \"copydesk\", not \(quoted(text))"
            }
            return nil
        }
    }

    static var sourceName: SettingKind {
        text { SourceName.problem($0) }
    }
}

extension SettingKind where Value == AddressRange {
    static var addressRange: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let text = value.string else { throw mismatch("an address range such as \"10.0.0.0/8\"", value) }
                guard let range = AddressRange(text) else {
                    // Someone who wrote 10.0.0.1/8 may have meant one address or all of 10: ask.
                    if let meant = AddressRange.suggestion(for: text) {
                        throw SettingProblems(
                            "has bits beyond the prefix in \(quoted(text)) (did you mean \"\(meant)\"?)")
                    }
                    throw SettingProblems("must be an address range such as \"10.0.0.0/8\", not \(quoted(text))")
                }
                return range
            },
            render: { "\"\($0)\"" })
    }
}

extension SettingKind where Value == LoopbackAddress {
    static var loopbackAddress: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let text = value.string else {
                    throw mismatch("an address of this machine such as \"127.0.0.1:8017\"", value)
                }
                guard let address = LoopbackAddress(text) else {
                    throw SettingProblems(
                        "must be a loopback address with a port, such as \"127.0.0.1:8017\" or \"[::1]:8017\", not "
                            + "\(quoted(text)); for others to reach it, put a proxy that knows them in front")
                }
                return address
            },
            render: { "\"\($0)\"" })
    }
}

extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the names of an enumeration.
    static var choice: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                let names = Value.allCases.map(\.rawValue)
                let expected = "one of " + names.map { "\"\($0)\"" }.joined(separator: ", ")
                guard let text = value.string else { throw mismatch(expected, value) }
                guard let choice = Value(rawValue: text) else {
                    let hint = Suggestion.nearest(to: text, among: names).map { " (did you mean \"\($0)\"?)" } ?? ""
                    throw SettingProblems("must be \(expected), not \(quoted(text))\(hint)")
                }
                return choice
            },
            render: { "\"\($0.rawValue)\"" })
    }
}
