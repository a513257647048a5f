import Foundation

/// Changes to a file of sources as text: what people wrote stays as it stands, with their comments. Pure.
enum SourceFileEdit {
    /// A source that is to be added.
    struct NewSource: Equatable {
        var url: String
        var name: String
        var kind: Configuration.SourceKind?
        var tags: [String] = []
    }

    /// The text with tables for these sources at its end.
    static func adding(_ sources: [NewSource], to text: String) -> String {
        let start = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        return start
            + sources.map { (start.isEmpty ? "" : "\n") + table($0) }.joined(separator: start.isEmpty ? "\n" : "")
    }

    private static func table(_ source: NewSource) -> String {
        var lines = ["[[source]]", "url = \(quoted(source.url))", "name = \(quoted(source.name))"]
        if let kind = source.kind { lines.append("kind = \(quoted(kind.rawValue))") }
        if !source.tags.isEmpty { lines.append("tags = [" + source.tags.map(quoted).joined(separator: ", ") + "]") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The text with one source paused or not; nil where its table is not written with a header of its own.
    /// - Parameters:
    ///   - header: the line of its `[[source]]`, from 1.
    ///   - key: the line of its `paused`, where it has one.
    static func setting(paused: Bool, in text: String, header: Int, key: Int?) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let key else {
            guard paused else { return text }
            guard lines.indices.contains(header - 1), lines[header - 1].drop(while: \.isWhitespace).hasPrefix("[[")
            else {
                return nil
            }
            lines.insert("paused = true", at: header)
            return lines.joined(separator: "\n")
        }
        guard lines.indices.contains(key - 1), let equals = lines[key - 1].firstIndex(of: "=") else { return nil }
        let line = lines[key - 1]
        if !paused, line.filter({ !$0.isWhitespace }) == "paused=true" {
            lines.remove(at: key - 1)
        } else {
            let (old, new) = paused ? ("false", "true") : ("true", "false")
            guard let range = line[equals...].range(of: old) else { return text }
            lines[key - 1] = line.replacingCharacters(in: range, with: new)
        }
        return lines.joined(separator: "\n")
    }

    /// A basic string (TOML 1.0, "String").
    static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { output, scalar in
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: output += " "
            default: output.unicodeScalars.append(scalar)
            }
        }
        return "\"" + escaped + "\""
    }

    /// A name that none of `taken` (in lower case) is: from the title, the host, or host and path, with a number if need be.
    static func name(title: String?, url: String, taken: Set<String>) -> String {
        let candidates = [
            title.map { SourceName.sanitized($0.lowercased()) }, ConfiguredURL.displayHost(url),
            ConfiguredURL.displayPath(url),
        ]
        .compactMap(\.self).filter { SourceName.problem($0) == nil }
        if let free = candidates.first(where: { !taken.contains($0.lowercased()) }) { return free }
        let stem = String((candidates.first ?? "source").prefix(SourceName.maxLength - 6))
        var number = 2
        while taken.contains("\(stem)-\(number)".lowercased()) { number += 1 }
        return "\(stem)-\(number)"
    }
}
