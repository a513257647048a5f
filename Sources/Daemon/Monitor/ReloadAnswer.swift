/// What became of a reload.
enum ReloadAnswer: Equatable, Sendable {
    /// What changed, a sentence each.
    case applied([String])
    /// The faults, each with file, line and column; the old configuration stays.
    case refused([String])
    /// It was good, but could not be carried out wholly.
    case failed(String)

    var response: MonitorResponse {
        switch self {
        case .applied(let sentences): .text(200, sentences)
        case .refused(let faults): .text(409, faults)
        case .failed(let reason): .text(500, reason)
        }
    }
}

extension ConfigurationChange {
    /// What it changes, for people: a sentence each, at least one.
    var sentences: [String] {
        var lines: [String] = []
        if !added.isEmpty { lines.append("sources added: \(Self.list(added.map(\.name)))") }
        if !removed.isEmpty { lines.append("sources removed: \(Self.list(removed.map(\.name)))") }
        if !changed.isEmpty { lines.append("sources changed: \(Self.list(changed.map(\.new.name)))") }
        if !sites.isEmpty { lines.append("rules changed for sites: \(Self.list(sites))") }
        for setting in settings {
            let state = setting.needsRestart ? "waits for a restart" : "applied"
            lines.append("\(setting.key): \(Self.value(setting.old)) became \(Self.value(setting.new)), \(state)")
        }
        return lines.isEmpty ? ["nothing changed"] : lines
    }

    /// So many names are listed.
    private static let listed = 50

    private static func list(_ names: [String]) -> String {
        let rest = names.count - listed
        return names.prefix(listed).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func value(_ text: String) -> String {
        text.isEmpty ? "the default" : LogText.withoutCredentials(text)
    }
}
