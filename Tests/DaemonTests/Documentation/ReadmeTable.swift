import Foundation

/// A table of the README: what stands under a heading, or under the second of several tables there.
struct ReadmeTable {
    /// The cells of each row, without the head.
    let rows: [[String]]

    /// - Parameters:
    ///   - heading: as it stands in the README, without its signs.
    ///   - number: which of the tables under it, from 0 on.
    init(_ heading: String, _ number: Int = 0) throws {
        let readme = try String(contentsOfFile: ShippedConfigurationTests.root + "/README.md", encoding: .utf8)
        let lines = readme.components(separatedBy: "\n")
        let start = lines.firstIndex { $0.hasPrefix("#") && $0.drop { $0 == "#" } == " \(heading)" } ?? lines.endIndex
        let section = lines[start...].dropFirst().prefix { !$0.hasPrefix("#") }
        let tables = section.split { !$0.hasPrefix("|") }
        guard tables.indices.contains(number) else {
            rows = []
            return
        }
        rows = tables[number].dropFirst(2).map { line in
            line.dropFirst().dropLast().components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// What stands in code signs in a row's first cell, row by row.
    var names: [String] {
        rows.flatMap { $0[0].matches(of: /`([^`]+)`/).map { String($0.1) } }
    }
}
