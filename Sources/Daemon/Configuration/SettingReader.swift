/// Reads the settings of one table and notes every error with its place.
struct SettingReader: SettingVisitor {
    private let document: ConfigurationDocument
    private let table: [String: TOMLNode]
    /// The way from the document's root to the table.
    private let path: TOMLPath
    /// The table as messages name it, such as `[fetch]`.
    private let title: String
    private var knownKeys: [String] = []
    private(set) var errors: [ConfigurationError] = []

    init(_ document: ConfigurationDocument, table: [String: TOMLNode], path: TOMLPath, title: String) {
        self.document = document
        self.table = table
        self.path = path
        self.title = title
    }

    /// Replaces the value if the table holds the key and the value is right.
    mutating func visit<Value>(_ key: String, _ value: inout Value, _ kind: @autoclosure () -> SettingKind<Value>) {
        knownKeys.append(key)
        guard let node = table[key] else { return }
        do {
            value = try kind().read(node)
        } catch {
            errors += error.problems.map {
                document.error(atValue: path + [.key(key)] + $0.steps, "\"\(key)\" in \(title) \($0.message)")
            }
        }
    }

    /// Notes every key that no one asked for; `homes` tells in which section a key belongs.
    mutating func refuseUnknownKeys(homes: [Configuration.Setting]) {
        for key in table.keys where !knownKeys.contains(key) {
            let message = "unknown key \(quoted(key)) in \(title)\(hint(for: key, homes))"
            errors.append(document.error(atKey: path + [.key(key)], message))
        }
    }

    private func hint(for key: String, _ homes: [Configuration.Setting]) -> String {
        if let home = homes.first(where: { $0.key == key }) {
            return " (did you mean \"\(key)\" in [\(home.section)]?)"
        }
        return Suggestion.nearest(to: key, among: knownKeys).map { " (did you mean \"\($0)\"?)" } ?? ""
    }
}
