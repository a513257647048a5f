/// All commands of a program with their options, as a list in mdoc(7).
public struct CommandList {
    private let root: HelpTree.Command

    public init(_ tree: HelpTree) { root = tree.command }

    public var mdoc: String { list(entries(of: root, path: [])) }

    /// The options that every command has.
    public var commonOptions: String {
        list(root.shownArguments.filter(\.isCommon).flatMap(Self.entry))
    }

    private func entries(of command: HelpTree.Command, path: [String]) -> [String] {
        command.shownSubcommands.flatMap { command in
            let path = path + [command.commandName]
            return command.shownSubcommands.isEmpty ? entry(of: command, path: path) : group(of: command, path: path)
        }
    }

    /// A command that only holds others: what it says of them goes before them.
    private func group(of command: HelpTree.Command, path: [String]) -> [String] {
        let head = ".It Ic \(path.joined(separator: " ")) Ar command"
        return [head] + Self.words(on: command) + entries(of: command, path: path)
    }

    private func entry(of command: HelpTree.Command, path: [String]) -> [String] {
        let arguments = command.shownArguments.filter { !$0.isCommon }
        let head = [".It Xo", ".Ic \(path.joined(separator: " "))"] + arguments.map(Self.usage) + [".Xc"]
        return head + Self.words(on: command) + (arguments.isEmpty ? [] : [list(arguments.flatMap(Self.entry))])
    }

    private static func words(on command: HelpTree.Command) -> [String] {
        Mdoc.text([command.abstract, command.discussion].compactMap { $0 }.joined(separator: " "))
    }

    private func list(_ items: [String]) -> String {
        ([".Bl -tag -width Ds"] + items + [".El"]).joined(separator: "\n")
    }

    /// How an argument stands in the synopsis of its command.
    private static func usage(_ argument: HelpTree.Argument) -> String {
        let dots = argument.isRepeating ? " ..." : ""
        return (argument.isOptional ? ".Op " : ".") + spelling(argument) + dots
    }

    /// What an argument is for, with the values that it takes.
    private static func entry(_ argument: HelpTree.Argument) -> [String] {
        let facts = [
            argument.allValues.map { "values: " + $0.joined(separator: ", ") },
            argument.defaultValue.map { "default: " + $0 },
        ].compactMap { $0 }
        let words = (argument.abstract ?? "") + (facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")
        return [".It \(spelling(argument))"] + Mdoc.text(words)
    }

    private static func spelling(_ argument: HelpTree.Argument) -> String {
        let value = "Ar \(Mdoc.code(argument.valueName ?? "value"))"
        let names = (argument.names ?? []).map { name in
            "Fl \(name.kind == .long ? "\\-" : "")\(Mdoc.code(name.name))"
        }
        switch argument.kind {
        case .positional: return value
        case .flag: return names.joined(separator: " , ")
        case .option: return names.joined(separator: " , ") + " " + value
        }
    }
}
