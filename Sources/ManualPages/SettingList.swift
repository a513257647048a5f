/// A shipped configuration file as mdoc(7): its comments are the only place where the keys are described.
///
/// A file is blocks between empty lines, or between lines that hold only a `#`. A block may begin with a `[section]`, goes on
/// with comments (`# Like this.`), and ends with keys, which may be commented out (`#key = value`). A block without keys is
/// running text; keys without a comment are an example.
public struct SettingList {
    private struct Block {
        var section: String?
        var comments: [String] = []
        var code: [String] = []

        var isEmpty: Bool { section == nil && comments.isEmpty && code.isEmpty }
    }

    private let blocks: [Block]
    /// Whether the file sets keys; then one that is commented out has no default.
    private let setsKeys: Bool

    public init(_ file: String) {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        setsKeys = lines.contains { !$0.hasPrefix("#") && $0.contains(" = ") }
        var blocks = [Block()]
        for line in lines {
            if line.isEmpty || line == "#" {
                blocks.append(Block())
            } else if line.hasPrefix("["), line.hasSuffix("]") {
                blocks.append(Block(section: String(line)))
            } else if line.hasPrefix("# ") && !line.hasPrefix("#  ") {
                // A comment behind keys is about the next ones.
                if blocks.last?.code.isEmpty == false { blocks.append(Block()) }
                blocks[blocks.count - 1].comments.append(String(line.dropFirst(2)))
            } else {
                blocks[blocks.count - 1].code.append(String(line))
            }
        }
        self.blocks = blocks.filter { !$0.isEmpty }
    }

    public var mdoc: String {
        var lines: [String] = []
        var isInList = false
        for block in blocks {
            let isEntry = !block.comments.isEmpty && !block.code.isEmpty
            if isInList, !isEntry || block.section != nil {
                lines.append(".El")
                isInList = false
            }
            if let section = block.section { lines.append(".Ss \(Mdoc.heading(section))") }
            if isEntry, !isInList {
                lines.append(".Bl -tag -width Ds")
                isInList = true
            }
            lines += isEntry ? entry(block) : text(block, isFirst: lines.last?.hasPrefix(".Ss") ?? true)
        }
        return (lines + (isInList ? [".El"] : [])).joined(separator: "\n")
    }

    private func entry(_ block: Block) -> [String] {
        let keys = block.code.map { ".It Li \(Mdoc.argument(Self.uncommented($0)))" }
        let hasNoDefault = setsKeys && block.code.allSatisfy { $0.hasPrefix("#") }
        let words = block.comments + (hasNoDefault ? ["There is no default; the value is an example."] : [])
        return keys + Mdoc.text(words.joined(separator: " "))
    }

    private func text(_ block: Block, isFirst: Bool) -> [String] {
        let words = Mdoc.text(block.comments.joined(separator: " "))
        guard block.code.isEmpty else {
            let example = block.code.map { Mdoc.code(Self.uncommented($0)) }
            return words + [".Bd -literal -offset indent"] + example + [".Ed"]
        }
        return (isFirst || words.isEmpty ? [] : [".Pp"]) + words
    }

    private static func uncommented(_ line: String) -> String {
        line.hasPrefix("#") ? String(line.dropFirst()) : line
    }
}
