/// One thing wrong with a configuration file, in words for the person who edits it.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path as it was given.
    public var file: String
    /// Line and column, both from 1, in characters; `nil` when the error concerns the whole file.
    public var position: TextPosition?
    /// What is wrong, and what was probably meant.
    public var message: String

    /// `file:line:column: message`, the form that editors can jump to.
    public var description: String {
        guard let position else { return "\(file): \(message)" }
        return "\(file):\(position.line):\(position.column): \(message)"
    }
}

/// A place in a text, both counted from 1; columns count Unicode scalars, as toml++ does.
public struct TextPosition: Hashable, Comparable, Sendable {
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// In the order of the text.
    public static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// All errors of one configuration, so that an operator mends them in one go. The caller ends with
/// ``ExitCode/configuration``, or keeps the configuration it has.
public struct ConfigurationErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// At least one error; `copydesk.toml` first, then by file, line and column.
    public var errors: [ConfigurationError]

    /// One error a line.
    public var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}
