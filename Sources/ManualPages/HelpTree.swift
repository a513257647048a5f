import Foundation

/// What `--help` says of a program, as swift-argument-parser dumps it (`--experimental-dump-help`).
public struct HelpTree: Decodable {
    public let command: Command

    /// - Throws: a `DecodingError` where the text is no such dump.
    public init(dump: String) throws {
        self = try JSONDecoder().decode(HelpTree.self, from: Data(dump.utf8))
    }

    /// A command with its arguments and the commands below it.
    public struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool?
        let arguments: [Argument]?
        let subcommands: [Command]?

        /// Those that `--help` shows, without `help` itself.
        var shownSubcommands: [Command] {
            (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
        }

        var shownArguments: [Argument] { (arguments ?? []).filter { $0.shouldDisplay } }
    }

    /// An argument, option or flag.
    public struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            enum Kind: String, Decodable { case long, short, longWithSingleDash }
            let kind: Kind
            let name: String
        }

        let kind: Kind
        let abstract: String?
        let names: [Name]?
        let valueName: String?
        let allValues: [String]?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool

        /// `--version` and `--help`, which every command has.
        var isCommon: Bool { kind == .flag && ["version", "help"].contains(valueName) }
    }
}
