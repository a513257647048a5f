extension Configuration {
    /// `[hooks]`: who is handed the journal's lines.
    public struct HookSettings: Equatable, Sendable {
        /// A program by its absolute path, with its arguments; empty for none.
        public var onDelivered: [String] = []
        /// Addresses that each line is posted to.
        public var webhooks: [String] = []
        /// Files that hold one more such address each, as the configuration names them.
        public var webhookFiles: [String] = []
        /// What these files hold.
        public var webhookSecrets: [Secret] = []
        /// For one run of the program, or one request.
        public var timeLimit = Duration.seconds(30)

        public init() {}
    }
}

extension Configuration.HookSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("on_delivered", &onDelivered, .command)
        visitor.visit("webhooks", &webhooks, SettingKind.webhook.list(of: "URLs"))
        visitor.visit("webhook_files", &webhookFiles, SettingKind.path.list(of: "paths"))
        visitor.visit("time_limit", &timeLimit, .duration(.milliseconds(100) ... .seconds(3600)))
    }
}

extension SettingKind where Value == [String] {
    /// A program and its arguments, of which some may be the same.
    static var command: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let array = value.array else { throw mismatch("an array of strings", value) }
                var words: [String] = []
                for index in 0..<array.count {
                    guard let word = array[index].string else { throw mismatch("an array of strings", array[index]) }
                    words.append(word)
                }
                guard words.first?.hasPrefix("/") ?? true else {
                    throw SettingProblems("must begin with a program's absolute path, not \(quoted(words.first))")
                }
                return words
            },
            render: { "[" + $0.map { "\"\($0)\"" }.joined(separator: ", ") + "]" })
    }
}

extension SettingKind where Value == String {
    /// An http or https URL, also with a user name and password. Like the path they are shown nowhere; where no digest can be
    /// made, the server says enough.
    static var webhook: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let text = value.string else { throw mismatch("a string", value) }
                if let message = WebhookAddress.problem(text) { throw SettingProblems(message) }
                return text
            },
            render: { "\"\((try? WebhookAddress.shown($0)) ?? WebhookAddress.server(of: $0))\"" })
    }
}
